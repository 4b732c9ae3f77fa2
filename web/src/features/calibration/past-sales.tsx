/** Where a past comes from: a file of own sales, or what the demo street invents. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { askForDemoPast, demoPast, type DemoPast, type EnteredSales } from "@/api/sales";
import { demo } from "@/api/session";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Card, Section } from "@/ui/page/page";

import css from "./calibration.module.css";

const sales = (count: number) => `${formatCount(count)} ${count === 1 ? "sale" : "sales"}`;

const example = ([first]: EnteredSales["unknown"]): string =>
  first ? `, as ${first.product} in line ${formatCount(first.line)}` : "";

function Outcome({ added, known, left_out, unknown }: EnteredSales) {
  return (
    <>
      {sales(added)} entered, {formatCount(known)} there already.
      {left_out > 0 &&
        ` ${sales(left_out)} of products that bolo has not seen${example(unknown)}: watch a page of them, and import again.`}
      {added > 0 && " The promises that would have been made are reckoned now."}
    </>
  );
}

function Came({ told, failed }: { told: EnteredSales | undefined; failed: Error | null }) {
  return (
    <>
      <p role="status">{told && !failed && <Outcome {...told} />}</p>
      {failed && (
        <p role="alert" className={css.failed}>
          {failed.message}
        </p>
      )}
    </>
  );
}

/** What the demo street has of such sales, and what of them is here already; a press tells its own. */
function OfStreet({ known, added, left_out }: DemoPast) {
  if (known === 0) return " The demo street has such a file, of sales that are invented.";
  if (added > 0)
    return ` Of the demo street’s invented sales ${formatCount(known)} are entered, ${formatCount(added)} not yet.`;
  const rest =
    left_out > 0 ? `; ${sales(left_out)} are of products that are not seen there yet` : "";
  return ` The demo street’s invented sales are entered: ${formatCount(known)}${rest}.`;
}

/** Imports a file of one's own, and tells what came of it. */
export type Importer = (busy: boolean, onEntered: (entered: EnteredSales) => void) => ReactNode;

type PastProps = { importer: Importer; onEntered: () => void };

export function PastSales({ importer, onEntered }: PastProps) {
  const client = useQueryClient();
  const [own, setOwn] = useState<EnteredSales>();
  const street = useQuery(demo.state()).data?.installed ?? false;
  const told = useQuery({ ...demoPast(), enabled: street }).data;
  const invented = useMutation({
    mutationFn: askForDemoPast,
    meta: { quiet: true },
    onSuccess: () => {
      onEntered();
      // Entered is entered: what is drawn of it may take its time.
      void client.invalidateQueries();
    },
  });
  return (
    <Section title="Begin with a past">
      <Card className={css.past}>
        <p>
          What you have sold shows at once how well bolo would have foretold it: week by week it
          reckons the worth from the sales until then, and holds it against the next one. It takes a
          CSV file or a workbook, a venue’s own report too: you say which column is what, and see
          what comes of it, before anything is entered. A product is named by its GTIN, or by the id
          that ends the address of its page here. For days to sell it takes the day when it was
          listed.
          {street && told && !invented.data && <OfStreet {...told} />}
        </p>
        <div className={css.ways}>
          {importer(invented.isPending, (entered) => {
            invented.reset();
            setOwn(entered);
            onEntered();
          })}
          {street && told?.added !== 0 && (
            <Button
              needs="approve"
              icon="shop"
              disabled={invented.isPending}
              onClick={() => {
                invented.mutate(undefined);
              }}
            >
              {invented.isPending ? "Importing…" : "Import the street’s invented sales"}
            </Button>
          )}
        </div>
        <Came told={invented.data ?? own} failed={invented.error} />
      </Card>
    </Section>
  );
}
