/** What of a product is drawn: the lines, what each says at a moment, where the cross-hair stops. */
import type { ProductDetail } from "@/api/products";
import { approximately } from "@/lib/decimal";
import type { Reach, Spot } from "@/lib/plot";
import type { KeyLook } from "@/ui/figures/chart-parts";

import { tones } from "./tones";

/** One thing that can be switched on and off in the legend. */
export type Trace = {
  key: string;
  label: string;
  tone: string;
  look: KeyLook;
  spots: Spot[];
  /** Only of bands. */
  reaches?: Reach[];
};

export type Verdict = ProductDetail["verdicts"][number]["verdict"];
export type VerdictStretch = { from: number; to: number; verdict: Verdict };

export type Picture = {
  from: number;
  to: number;
  bands: Trace[];
  lines: Trace[];
  asks: Trace[];
  sales: Trace[];
  verdicts: VerdictStretch[];
};

const best: readonly Verdict[] = ["buy", "negotiate", "skip"];

const spotOf = ({ at, price }: { at: string; price: string | null }): Spot => ({
  at: Date.parse(at),
  value: price === null ? null : approximately(price),
});

/** The same value until the end of the picture. */
const held = <T extends { at: number }>(points: T[], to: number): T[] => {
  const last = points.at(-1);
  return last && last.at < to ? [...points, { ...last, at: to }] : points;
};

type Namer = (series: ProductDetail["series"][number]) => string;

function tracesOf(product: ProductDetail, to: number, name: Namer) {
  const drawn = product.series.filter(({ kind, points }) => kind === "ask" && points.length > 0);
  const toneOf = tones(drawn.map(({ key }) => key));
  const traces = product.series.map((series): Trace & { kind: string } => ({
    key: series.key,
    kind: series.kind,
    label: name(series),
    tone: series.kind === "sold" ? "var(--good)" : toneOf(series.key),
    look: series.kind === "sold" ? "dot" : "line",
    spots: series.kind === "sold" ? series.points.map(spotOf) : held(series.points.map(spotOf), to),
  }));
  const filled = traces.filter(({ spots }) => spots.length > 0);
  return {
    asks: filled.filter(({ kind }) => kind === "ask"),
    sales: filled.filter(({ kind }) => kind === "sold"),
  };
}

function bandsOf({ bands }: ProductDetail, to: number): Trace[] {
  if (bands.length === 0) return [];
  const reach = (low: "low80" | "low50", high: "high80" | "high50") =>
    held(
      bands.map((band) => ({
        at: Date.parse(band.at),
        low: approximately(band[low]),
        high: approximately(band[high]),
      })),
      to,
    );
  const spots = held(
    bands.map(({ at, point }) => ({ at: Date.parse(at), value: approximately(point) })),
    to,
  );
  const accent = "var(--accent)";
  return [
    {
      key: "band80",
      label: "80 of 100 sell within",
      tone: accent,
      look: "band",
      spots: [],
      reaches: reach("low80", "high80"),
    },
    {
      key: "band50",
      label: "50 of 100 sell within",
      tone: accent,
      look: "band",
      spots: [],
      reaches: reach("low50", "high50"),
    },
    { key: "worth", label: "Worth", tone: "var(--accent-ink)", look: "line", spots },
  ];
}

function linesOf({ fees_line, max_cost_line }: ProductDetail, to: number): Trace[] {
  const line = (points: ProductDetail["fees_line"]) =>
    held(
      points.map(({ at, amount }) => spotOf({ at, price: amount })),
      to,
    );
  const all: Trace[] = [
    {
      key: "max-cost",
      label: "Pay at most",
      tone: "var(--good)",
      look: "dashed",
      spots: line(max_cost_line),
    },
    { key: "fees", label: "Fees", tone: "var(--bad)", look: "dashed", spots: line(fees_line) },
  ];
  return all.filter(({ spots }) => spots.length > 0);
}

type Change = { at: number; of: string; verdict: Verdict | null };

/** When something was said of an opportunity, and when it went and nothing stood any more. */
function changesOf(verdicts: ProductDetail["verdicts"]): Change[] {
  const last = new Map(verdicts.map((one) => [one.opportunity_id, one]));
  return [
    ...verdicts.map(({ at, verdict, opportunity_id }) => ({
      at: Date.parse(at),
      of: opportunity_id,
      verdict,
    })),
    ...[...last.values()].flatMap(({ gone_at, opportunity_id }) =>
      gone_at === null ? [] : [{ at: Date.parse(gone_at), of: opportunity_id, verdict: null }],
    ),
  ].sort((a, b) => a.at - b.at);
}

/** The best of what was said of any listing, as long as it stood. */
export function verdictStretches(verdicts: ProductDetail["verdicts"], to: number) {
  const said = new Map<string, Verdict>();
  const all: VerdictStretch[] = [];
  for (const { at, of, verdict } of changesOf(verdicts)) {
    if (verdict === null) said.delete(of);
    else said.set(of, verdict);
    const now = best.find((one) => [...said.values()].includes(one));
    const last = all.at(-1);
    const standing = last?.to === to ? last : undefined;
    if (standing?.verdict === now) continue;
    if (standing) standing.to = at;
    if (now) all.push({ from: at, to, verdict: now });
  }
  return all.filter((stretch) => stretch.to > stretch.from);
}

/** Now, or what came last: this clock ticks seldom, and the server's may be ahead of it. */
function endOf(product: ProductDetail, now: number): number {
  const { bands, fees_line, max_cost_line, verdicts, series } = product;
  const points = series.flatMap(({ points }) => points);
  const all = [...bands, ...fees_line, ...max_cost_line, ...verdicts, ...points];
  return all.reduce((last, { at }) => Math.max(last, Date.parse(at)), now);
}

/** When something was first seen of it: a worth that is reckoned far back squeezes nothing. */
function beginningOf(seen: readonly Trace[], reckoned: readonly Trace[]): number {
  const first = (traces: readonly Trace[]) =>
    Math.min(...traces.flatMap(({ spots }) => spots.slice(0, 1)).map(({ at }) => at));
  return first(seen.length > 0 ? seen : reckoned);
}

/** Everything from the asked-for day on, or from the first that was seen of it. */
export function pictureOf(product: ProductDetail, now: number, name: Namer): Picture {
  const to = endOf(product, now);
  const { asks, sales } = tracesOf(product, to, name);
  const bands = bandsOf(product, to);
  const lines = linesOf(product, to);
  const verdicts = verdictStretches(product.verdicts, to);
  const first = Math.min(beginningOf([...asks, ...sales], [...lines, ...bands]), to - shortest);
  return {
    from: Math.max(Date.parse(product.since), first),
    to,
    bands,
    lines,
    asks,
    sales,
    verdicts,
  };
}

const shortest = 120_000;

export const tracesIn = ({ bands, lines, asks, sales }: Picture): Trace[] => [
  ...bands,
  ...lines,
  ...sales,
  ...asks,
];

/** The spots from `from` on; what stood there before begins at the edge. */
export function inView(spots: readonly Spot[], from: number): Spot[] {
  const first = spots.findLastIndex(({ at }) => at <= from);
  const shown = spots.slice(Math.max(0, first));
  return shown.map((spot) => (spot.at < from ? { ...spot, at: from } : spot));
}

/** What the legend says at rest: what stands then, and of sales the last one. */
export const lastOf = (trace: Trace, at: number): number | null =>
  trace.look === "dot" ? (trace.spots.at(-1)?.value ?? null) : valueAt(trace, at);

const reachesIn = (reaches: readonly Reach[], from: number): Reach[] =>
  reaches
    .slice(
      Math.max(
        0,
        reaches.findLastIndex(({ at }) => at <= from),
      ),
    )
    .map((reach) => (reach.at < from ? { ...reach, at: from } : reach));

/** A trace cut to the picture. */
export const clip = (trace: Trace, from: number): Trace => ({
  ...trace,
  spots:
    trace.look === "dot" ? trace.spots.filter(({ at }) => at >= from) : inView(trace.spots, from),
  ...(trace.reaches ? { reaches: reachesIn(trace.reaches, from) } : {}),
});

/** All moments at which something changes, ascending. */
export function stopsOf(traces: readonly Trace[], from: number, to: number): number[] {
  const moments = traces.flatMap(({ spots, reaches }) => [...spots, ...(reaches ?? [])]);
  const all = new Set([from, to, ...moments.map(({ at }) => at)]);
  return [...all].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
}

/** What a trace says at a moment: what was last said before, or a sale of that very moment. */
export function valueAt({ spots, look }: Trace, at: number): number | null {
  if (look === "dot") return spots.find((spot) => spot.at === at)?.value ?? null;
  return spots.findLast((spot) => spot.at <= at)?.value ?? null;
}

export const reachAt = ({ reaches = [] }: Trace, at: number): Reach | null =>
  reaches.findLast((reach) => reach.at <= at) ?? null;

/** Every value that the upward axis must hold. */
export const valuesIn = (traces: readonly Trace[]): number[] =>
  traces.flatMap(({ spots, reaches = [] }) => [
    ...spots.flatMap(({ value }) => (value === null ? [] : [value])),
    ...reaches.flatMap(({ low, high }) => [low, high]),
  ]);
