/** The picture of a product: asks as steps, what it is worth as bands, fees, sales, our verdicts.
 *
 * The legend switches each on and off and says its value under the cross-hair; at rest, the last.
 */
import { useState } from "react";

import type { ProductDetail } from "@/api/products";
import { useNarrow } from "@/lib/media";
import { formatAxis, formatMoney } from "@/lib/money";
import { evenly, type Scales } from "@/lib/plot";
import { formatMark, formatMoment } from "@/lib/time";
import { AcrossAxis, Band, Dots, Line, Plot, UpAxis } from "@/ui/figures/chart";
import type { Zooming } from "@/ui/figures/chart-hands";
import { Legend, type Entry } from "@/ui/figures/chart-parts";
import { verdictWord } from "@/ui/signs/badge";

import css from "./picture.module.css";
import {
  lastOf,
  reachAt,
  stopsOf,
  tracesIn,
  valueAt,
  valuesIn,
  type Picture,
  type Trace,
  type VerdictStretch,
} from "./picture";
import { MOST_COLOURED } from "./tones";

const stripHeight = 7;
const wide = { top: 10, right: 10, bottom: 42, left: 56 };
const close = { top: 10, right: 4, bottom: 42, left: 46 };

function Drawn({ trace, scales }: { trace: Trace; scales: Scales }) {
  const { key, look, tone, spots, reaches } = trace;
  if (reaches) {
    return (
      <Band
        scales={scales}
        reaches={reaches}
        shape="steps"
        tone={tone}
        className={key === "band50" ? css.likely : css.possible}
      />
    );
  }
  if (look === "dot") return <Dots scales={scales} spots={spots} tone={tone} radius={4.5} />;
  return (
    <Line
      scales={scales}
      spots={spots}
      shape="steps"
      tone={tone}
      dashed={look === "dashed"}
      className={key === "worth" ? css.worth : undefined}
    />
  );
}

function Strip({ stretches, scales }: { stretches: VerdictStretch[]; scales: Scales }) {
  const { x, height, edge } = scales;
  const top = height - edge.bottom + 8;
  return stretches.map(({ from, to, verdict }) => {
    const left = Math.max(edge.left, x(from));
    return (
      <rect
        key={from}
        className={css.verdict}
        data-verdict={verdict}
        x={left}
        y={top}
        width={Math.max(1, x(to) - left - 1)}
        height={stripHeight}
        rx={2}
      />
    );
  });
}

const switched = (all: ReadonlySet<string>, key: string): Set<string> => {
  const next = new Set(all);
  if (!next.delete(key)) next.add(key);
  return next;
};

function useSwitches(asks: readonly Trace[]) {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [every, setEvery] = useState(false);
  const far = asks.slice(MOST_COLOURED).map(({ key }) => key);
  /** Beyond so many lines nobody tells them apart: those begin switched off. */
  const hidden = new Set([...touched].filter((key) => !far.includes(key)));
  for (const key of far) if (!touched.has(key)) hidden.add(key);
  return {
    hidden,
    far: every ? [] : far,
    toggle: (key: string) => {
      setTouched((known) => switched(known, key));
    },
    showEvery: () => {
      setEvery(true);
    },
  };
}

type PictureProps = { product: ProductDetail; picture: Picture; zooming: Zooming };

export function PricePicture({ product, picture, zooming }: PictureProps) {
  const narrow = useNarrow();
  const { hidden, far, toggle, showEvery } = useSwitches(picture.asks);
  const [stop, setStop] = useState<number | null>(null);
  const all = tracesIn(picture);
  const shown = all.filter(({ key }) => !hidden.has(key));
  const stops = stopsOf(shown, picture.from, picture.to);
  const at = (stop === null ? undefined : stops[stop]) ?? picture.to;
  const money = (value: number, whole = false) =>
    formatMoney({ amount: value.toFixed(2), currency: product.currency }, { whole });
  const worded = (trace: Trace, moment: number): string => {
    const reach = reachAt(trace, moment);
    if (reach) return `${money(reach.low, true)} – ${money(reach.high, true)}`;
    const value = stop === null ? lastOf(trace, moment) : valueAt(trace, moment);
    return value === null ? "–" : money(value);
  };
  const verdictAt = (moment: number) =>
    picture.verdicts.findLast(({ from, to }) => from <= moment && moment <= to)?.verdict;
  const says = (index: number) => {
    const moment = stops[index] ?? picture.to;
    const verdict = verdictAt(moment);
    const values = shown.slice(0, 8).map((trace) => `${trace.label} ${worded(trace, moment)}`);
    return [
      formatMoment(new Date(moment).toISOString()),
      verdict && verdictWord(verdict),
      ...values,
    ]
      .filter(Boolean)
      .join(", ");
  };
  const entries = all
    .filter(({ key }) => !far.includes(key))
    .map((trace): Entry => ({ ...trace, value: worded(trace, at) }));

  return (
    <div className={css.picture}>
      <Plot
        label="Prices and worth over time: arrows move through the changes, plus and minus zoom"
        zooming={zooming}
        height={narrow ? 280 : 380}
        edge={narrow ? close : wide}
        extent={{ from: picture.from, to: picture.to, values: valuesIn(shown) }}
        stops={stops}
        says={says}
        onMove={setStop}
        tip={(index) => {
          const moment = stops[index] ?? picture.to;
          const verdict = verdictAt(moment);
          return (
            <>
              <strong>{formatMoment(new Date(moment).toISOString())}</strong>
              {verdict && <span>Verdict: {verdictWord(verdict)}</span>}
            </>
          );
        }}
      >
        {(scales) => (
          <>
            <UpAxis scales={scales} write={(mark) => formatAxis(mark, product.currency)} />
            <AcrossAxis
              scales={scales}
              places={evenly(picture.from, picture.to, narrow ? 3 : 6)}
              write={(place) => formatMark(place, picture.to - picture.from)}
            />
            {shown.map((trace) => (
              <Drawn key={trace.key} trace={trace} scales={scales} />
            ))}
            <Strip stretches={picture.verdicts} scales={scales} />
          </>
        )}
      </Plot>
      {picture.verdicts.length > 0 && <StripKey />}
      <Legend entries={entries} hidden={hidden} onToggle={toggle}>
        {far.length > 0 && (
          <button type="button" className={css.every} onClick={showEvery}>
            {far.length} more
          </button>
        )}
      </Legend>
    </div>
  );
}

/** What the colours of the strip mean; the words are in the cross-hair too. */
function StripKey() {
  return (
    <p className={css.stripKey}>
      Our verdict:
      {(["buy", "negotiate", "skip"] as const).map((verdict) => (
        <span key={verdict}>
          <i data-verdict={verdict} aria-hidden="true" />
          {verdictWord(verdict)}
        </span>
      ))}
    </p>
  );
}
