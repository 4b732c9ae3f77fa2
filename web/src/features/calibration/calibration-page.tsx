/** What was promised against what came true; nothing is concluded from few outcomes. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { calibration, type Calibration } from "@/api/calibration";
import { formatCount } from "@/lib/money";
import { Card, Page } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Icon } from "@/ui/signs/icon";

import css from "./calibration.module.css";
import { PastSales, type Importer } from "./past-sales";
import { Profits } from "./profits";
import { DaysToSell, PriceRanges } from "./ranges";
import { Reliability } from "./reliability";

/** Sales that were entered are reckoned with by a worker: look again for a while. */
const REFRESH = 4_000;

function Standing({ told: { insufficient, waiting, invented } }: { told: Calibration }) {
  const open =
    waiting > 0
      ? `${formatCount(waiting)} ${waiting === 1 ? "promise waits" : "promises wait"} to come due.`
      : "No promise waits to come due.";
  return (
    <Card className={css.standing}>
      <Icon name={insufficient === null ? "check" : "clock"} />
      <p>
        {insufficient ?? "There is enough of everything to conclude from."} <span>{open}</span>
        {invented > 0 && (
          <b>
            {" "}
            {formatCount(invented)} of the outcomes below are of the demo street’s invented sales:
            they show how this page works, not how good bolo is.
          </b>
        )}
      </p>
    </Card>
  );
}

/** A past leads where it would show most; on one visit it stays where it was. */
function Sections({
  told,
  importer,
  onEntered,
}: {
  told: Calibration;
  importer: Importer;
  onEntered: () => void;
}) {
  const { enough, insufficient, probability, coverage, days, profit, currency } = told;
  const [leads] = useState(insufficient !== null);
  const past = <PastSales importer={importer} onEntered={onEntered} />;
  return (
    <div className={css.sections}>
      <Standing told={told} />
      {leads && past}
      <Reliability told={probability} enough={enough} />
      <PriceRanges told={coverage} enough={enough} />
      <DaysToSell told={days} enough={enough} />
      <Profits told={profit} currency={currency} enough={enough} />
      {!leads && past}
    </div>
  );
}

export function CalibrationPage({ importer }: { importer: Importer }) {
  const [entered, setEntered] = useState(false);
  const { data, error, refetch } = useQuery({
    ...calibration.now(),
    refetchInterval: entered ? REFRESH : false,
  });
  return (
    <Page
      title="Calibration"
      lead="How often what bolo said came true. A sureness of 80% shall be right 80 times of 100, no less and no more."
    >
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} what="The calibration" />
      )}
      {!data && !error && <SkeletonRows rows={5} height={96} />}
      {data && (
        <Sections
          told={data}
          importer={importer}
          onEntered={() => {
            setEntered(true);
          }}
        />
      )}
    </Page>
  );
}
