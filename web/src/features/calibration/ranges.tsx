/** Price ranges and days to sell: how often they held, by what they are held against. */
import type { Calibration, Coverage } from "@/api/calibration";
import { Card, Section } from "@/ui/page/page";

import css from "./calibration.module.css";
import { Held, TrackLegend, type Words } from "./held";
import { Missing } from "./missing";
import { spanName } from "./proof";

type By = Coverage["by"];

const kinds: readonly (readonly [By, string])[] = [
  ["own_sale", "your own sales"],
  ["replayed", "your own sales, promised in hindsight"],
  ["vanished", "asks that vanished"],
];

const rangeWords: Words = { holds: "Holds", less: "Too narrow", more: "Too wide" };
const dayWords: Words = { holds: "Holds", less: "Too hopeful", more: "Too careful" };

const total = (told: readonly { count: number }[]) =>
  told.reduce((sum, { count }) => sum + count, 0);

/** Each promise comes in several levels: the outcomes are those of the fullest one. */
const outcomes = (told: readonly { level: string; count: number }[]) =>
  Math.max(
    0,
    ...[...new Set(told.map(({ level }) => level))].map((level) =>
      total(told.filter((one) => one.level === level)),
    ),
  );

function group<Told extends { by: By; level: string }>(told: readonly Told[]) {
  return kinds.flatMap(([by, name]) => {
    const levels = [...new Set(told.filter((one) => one.by === by).map(({ level }) => level))];
    return levels
      .toSorted((a, b) => Number(b) - Number(a))
      .map((level) => ({
        key: by + level,
        name,
        level,
        held: told.filter((one) => one.by === by && one.level === level),
      }));
  });
}

const weaker = "A vanished ask is weaker evidence than a sale of your own";
const hindsight = "In hindsight: reckoned afterwards, from the sales until each day alone";

function noteOf(told: readonly { by: By }[]) {
  if (told.some(({ by }) => by === "vanished")) return weaker;
  return told.some(({ by }) => by === "replayed") && hindsight;
}

export function PriceRanges({ told, enough }: { told: Calibration["coverage"]; enough: number }) {
  const count = outcomes(told);
  return (
    <Section title="Price ranges" note={noteOf(told)}>
      <Card className={css.card}>
        {count < enough && (
          <Missing count={count} enough={enough} of="promised prices come due">
            A price comes due when the thing is sold, or when the asks it was measured by vanish.
          </Missing>
        )}
        {group(told).map(({ key, name, level, held }) => (
          <Held
            key={key}
            caption={`Ranges meant to hold ${level} times of 100, against ${name}`}
            words={rangeWords}
            enough={enough}
            promises={held.map((one) => ({
              ...one,
              key: String(one.horizon_days),
              label: spanName(one.horizon_days),
            }))}
          />
        ))}
        {told.length > 0 && <TrackLegend />}
      </Card>
    </Section>
  );
}

export function DaysToSell({ told, enough }: { told: Calibration["days"]; enough: number }) {
  const count = outcomes(told);
  return (
    <Section title="Days to sell" note={noteOf(told)}>
      <Card className={css.card}>
        {count < enough && (
          <Missing count={count} enough={enough} of="things sold that had promised days">
            It counts how many were sold within the days that were held out.
          </Missing>
        )}
        {kinds
          .map(([by, name]) => ({ name, held: told.filter((one) => one.by === by) }))
          .filter(({ held }) => held.length > 0)
          .map(({ name, held }) => (
            <Held
              key={name}
              caption={`Sold in time, against ${name}`}
              words={dayWords}
              enough={enough}
              promises={held.map((one) => ({
                ...one,
                key: one.level,
                label: `${one.level} of 100 by then`,
              }))}
            />
          ))}
        {told.length > 0 && <TrackLegend />}
      </Card>
    </Section>
  );
}
