/** What is left out, and why: one reason at a time, a screenful at a time. */
import { useState } from "react";

import type { AllocatedNot } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { formatMoney } from "@/lib/money";
import { Button } from "@/ui/button";
import { Ranges } from "@/ui/chart-parts";
import { Card } from "@/ui/page";

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

export function LeftOut({ leftOut }: { leftOut: readonly AllocatedNot[] }) {
  const [chosen, setChosen] = useState<Why | null>(null);
  const [shown, setShown] = useState(screenful);
  const counts = WHYS.map((why) => [why, leftOut.filter((one) => one.why === why).length] as const);
  const present = counts.filter(([, count]) => count > 0);
  const options: [string, Why | null][] = [
    [`All ${leftOut.length}`, null],
    ...present.map(([why, count]): [string, Why] => [`${whyName(why)} ${count}`, why]),
  ];
  const rows = leftOut.filter(({ why }) => chosen === null || why === chosen);
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
        {rows.length > shown && (
          <div className={css.more}>
            <Button
              onClick={() => {
                setShown(shown + screenful * 2);
              }}
            >
              Show more
            </Button>
            <span className={css.note}>
              {shown} of {rows.length}
            </span>
          </div>
        )}
      </Card>
    </>
  );
}
