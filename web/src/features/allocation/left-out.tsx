/** What is left out, and why: one reason at a time, a screenful at a time. */
import { useState } from "react";

import type { AllocatedNot, LeftOutCount } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { formatCount, formatMoney } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Ranges } from "@/ui/figures/chart-parts";
import { Card } from "@/ui/page/page";

import css from "./allocation.module.css";
import { DealLink } from "./chosen";
import { WHYS, whyName, whyWords } from "./why";

const screenful = 25;

type Why = AllocatedNot["why"];

function Row({ one }: { one: AllocatedNot }) {
  const shopName = useShopName();
  return (
    <li className={css.out}>
      <div>
        <DealLink deal={one} />
        <p className={css.note}>{whyWords(one, shopName)}</p>
      </div>
      <dl>
        <div>
          <dt>Costs</dt>
          <dd>{formatMoney(one.cost)}</dd>
        </div>
        <div>
          <dt>Expected</dt>
          <dd>{formatMoney(one.expected_profit, { sign: true })}</dd>
        </div>
      </dl>
    </li>
  );
}

type LeftOutProps = {
  /** The first of each reason; `counts` says how many there are. */
  leftOut: readonly AllocatedNot[];
  counts: readonly LeftOutCount[];
  /** Asks for those that were not sent. */
  onAll: () => void;
};

export function LeftOut({ leftOut, counts, onAll }: LeftOutProps) {
  const [chosen, setChosen] = useState<Why | null>(null);
  const [shown, setShown] = useState(screenful);
  const present = WHYS.flatMap((why) => counts.filter((one) => one.why === why));
  const all = present.reduce((sum, { count }) => sum + count, 0);
  const options: [string, Why | null][] = [
    [`All ${formatCount(all)}`, null],
    ...present.map(({ why, count }): [string, Why] => [
      `${whyName(why)} ${formatCount(count)}`,
      why,
    ]),
  ];
  const rows = leftOut.filter(({ why }) => chosen === null || why === chosen);
  const count = present.find(({ why }) => why === chosen)?.count ?? all;
  return (
    <>
      {present.length > 1 && (
        <div className={css.whys}>
          <Ranges
            label="Why left out"
            options={options}
            chosen={chosen}
            onChoose={(why) => {
              setChosen(why);
              setShown(screenful);
            }}
          />
        </div>
      )}
      <Card>
        <ul aria-label="Left out">
          {rows.slice(0, shown).map((one) => (
            <Row key={one.opportunity_id} one={one} />
          ))}
        </ul>
        {count > shown && (
          <div className={css.more}>
            <Button
              onClick={() => {
                setShown(shown + screenful * 2);
                if (count > rows.length && shown + screenful * 2 > rows.length) onAll();
              }}
            >
              Show more
            </Button>
            <span className={css.note}>
              {formatCount(Math.min(shown, rows.length))} of {formatCount(count)}
            </span>
          </div>
        )}
      </Card>
    </>
  );
}
