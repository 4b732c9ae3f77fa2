/** What the listing has asked over time: drawn, and as a table for those who cannot see it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { listings, type PricePoint } from "@/api/listings";
import type { ListingBrief } from "@/api/opportunities";
import { useNow } from "@/lib/now";
import { formatMoment } from "@/lib/time";
import { Ranges } from "@/ui/figures/chart-parts";
import { Table } from "@/ui/figures/table";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./chart.module.css";
import detailCss from "./detail.module.css";
import { PriceChart, pointWords } from "./price-chart";
import waterfallCss from "./waterfall.module.css";

const day = 86_400_000;
const shortest = 120_000;
const ranges: readonly (readonly [string, number | null])[] = [
  ["1W", 7],
  ["1M", 30],
  ["3M", 90],
  ["All", null],
];

export function PriceHistory({ listing }: { listing: ListingBrief }) {
  const history = useQuery(listings.prices(listing.id));
  const [range, setRange] = useState<number | null>(null);
  return (
    <section className={detailCss.section}>
      <div className={detailCss.sectionHead}>
        <h3>Price history</h3>
        <Ranges options={ranges} chosen={range} onChoose={setRange} />
      </div>
      {history.isPending && <SkeletonRows rows={1} height={150} />}
      {history.error && (
        <ErrorState
          error={history.error}
          onRetry={() => void history.refetch()}
          what="The history"
        />
      )}
      {history.data && <Drawn points={history.data} gone={listing.gone_at} range={range} />}
    </section>
  );
}

type DrawnProps = { points: PricePoint[]; gone: string | null; range: number | null };

function Drawn({ points, gone, range }: DrawnProps) {
  const now = useNow();
  const first = points[0];
  if (!first) return <p className={detailCss.note}>No price has been seen yet.</p>;
  const began = Date.parse(first.at);
  const until = Math.max(gone ? Date.parse(gone) : now, began);
  const since = range === null ? Math.min(began, until - shortest) : until - range * day;
  return (
    <>
      <PriceChart points={points} since={since} until={until} />
      <details className={waterfallCss.details}>
        <summary>Show as a table</summary>
        <div className={css.scroll}>
          <Table caption="What it asked" columns={["Since", "Price"]} look="lines">
            {points.toReversed().map((point) => (
              <tr key={point.at}>
                <td>{formatMoment(point.at)}</td>
                <td>{pointWords(point)}</td>
              </tr>
            ))}
          </Table>
        </div>
      </details>
    </>
  );
}
