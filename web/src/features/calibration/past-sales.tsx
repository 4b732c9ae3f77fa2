/** Where a past comes from: a file of own sales, or what the demo street invents. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { askForDemoPast, askToImportSales, type EnteredSales } from "@/api/sales";
import { demo } from "@/api/session";
import { fileText } from "@/lib/file-text";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/button";
import { Card, Section } from "@/ui/page";

import css from "./calibration.module.css";

const sales = (count: number) => `${formatCount(count)} ${count === 1 ? "sale" : "sales"}`;

function Outcome({ added, known, left_out, unknown }: EnteredSales) {
  return (
    <>
      {sales(added)} entered, {formatCount(known)} there already.
      {left_out > 0 &&
        ` ${sales(left_out)} of products that bolo has not seen, as ${unknown[0]?.product ?? ""} in line ${unknown[0]?.line ?? 0}: watch a page of them, and import again.`}
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

export function PastSales({ onEntered }: { onEntered: () => void }) {
  const client = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const street = useQuery(demo.state()).data?.installed ?? false;
  const entered = {
    meta: { quiet: true },
    onSuccess: () => {
      onEntered();
      // Entered is entered: what is drawn of it may take its time.
      void client.invalidateQueries();
    },
  };
  const own = useMutation({
    mutationFn: async (chosen: File) => askToImportSales(await fileText(chosen)),
    ...entered,
  });
  const invented = useMutation({ mutationFn: askForDemoPast, ...entered });
  const busy = own.isPending || invented.isPending;
  return (
    <Section title="Begin with a past">
      <Card className={css.past}>
        <p>
          What you have sold shows at once how well bolo would have foretold it: week by week it
          reckons the worth from the sales until then, and holds it against the next one. A CSV file
          with <code>product,venue,price,currency,sold_at</code>, and <code>listed_at</code> for the
          days; a product is a GTIN, or the end of the address of its page here.
          {street && " The demo street has such a file, of sales that are invented."}
        </p>
        <div className={css.ways}>
          <input
            ref={file}
            type="file"
            accept=".csv,text/csv"
            hidden
            aria-label="CSV file of sales"
            onChange={({ target }) => {
              const chosen = target.files?.[0];
              if (chosen) own.mutate(chosen);
              target.value = "";
            }}
          />
          <Button icon="plus" disabled={busy} onClick={() => file.current?.click()}>
            {own.isPending ? "Importing…" : "Import your sales"}
          </Button>
          {street && (
            <Button
              icon="shop"
              disabled={busy}
              onClick={() => {
                invented.mutate(undefined);
              }}
            >
              {invented.isPending ? "Importing…" : "Import the street’s invented sales"}
            </Button>
          )}
        </div>
        <Came told={invented.data ?? own.data} failed={own.error ?? invented.error} />
      </Card>
    </Section>
  );
}
