/** What the product brings, by venue and condition: how sure, how soon, and from what evidence. */
import type { ProductDetail, Worth } from "@/api/products";
import { approximately } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { evidenceName } from "@/lib/names";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Meter } from "@/ui/figures/meter";
import { Table } from "@/ui/figures/table";
import { Badge } from "@/ui/signs/badge";
import { Icon } from "@/ui/signs/icon";

import { Interval, spanOf, type Span } from "./interval";
import { Survival } from "./survival";
import css from "./worth.module.css";

const pooled = {
  product: null,
  brand: "Leans on other things of the brand",
  category: "Leans on other things of the category",
} as const;

type Evidence = Worth["evidence"];

function EvidenceList({ evidence, now }: { evidence: Evidence; now: number }) {
  const whole = evidence.reduce((sum, { weight }) => sum + approximately(weight), 0) || 1;
  return (
    <Table
      caption="What it rests on"
      columns={["Evidence", "Counts for", "Figures", "Newest"]}
      words={2}
      look="lines"
    >
      {evidence.map(({ kind, count, weight, newest }) => {
        const share = approximately(weight) / whole;
        return (
          <tr key={kind}>
            <td>{evidenceName(kind)}</td>
            <td>
              <span className={css.weight}>
                <Meter part={share} />
                {formatShare(share.toFixed(4), { digits: 0 })}
              </span>
            </td>
            <td>{formatCount(count)}</td>
            <td>{newest ? formatSince(newest, now) : "–"}</td>
          </tr>
        );
      })}
    </Table>
  );
}

function Days({ worth }: { worth: Worth }) {
  if (worth.days_p50 === null) {
    return (
      <p className={css.unknown}>
        How soon it sells: {worth.days_insufficient ?? "insufficient data"}
      </p>
    );
  }
  return (
    <div className={css.days}>
      <div>
        <b>{`${formatCount(worth.days_p50)}\u00a0d`}</b>
        <span>
          50 of 100 sell within
          {worth.days_p80 !== null && `; 80 of 100 within ${formatCount(worth.days_p80)}\u00a0d`}
        </span>
      </div>
      <Survival worth={worth} />
    </div>
  );
}

type RowProps = { worth: Worth; venue: string; chosen: boolean; span: Span; now: number };

function WorthRow({ worth, venue, chosen, span, now }: RowProps) {
  const leaning = pooled[worth.pooled_from];
  return (
    <li className={css.row} data-chosen={chosen}>
      <header className={css.head}>
        <h3>{venue}</h3>
        <Badge>{worth.condition.replaceAll("_", " ")}</Badge>
        {leaning && worth.point && <span className={css.leaning}>{leaning}</span>}
      </header>
      {worth.point ? (
        <div className={css.figures}>
          <div className={css.point}>
            <b>{formatMoney(worth.point)}</b>
            <Interval worth={worth} span={span} />
          </div>
          <Days worth={worth} />
        </div>
      ) : (
        <p className={css.missing}>
          <Icon name="help" size={16} />
          <span>{worth.insufficient ?? "Insufficient data"}</span>
        </p>
      )}
      {worth.evidence.length > 0 && <EvidenceList evidence={worth.evidence} now={now} />}
    </li>
  );
}

export function WorthList({ product }: { product: ProductDetail }) {
  const now = useNow();
  const span = spanOf(product.worth);
  const title = (slug: string) => product.venues.find((one) => one.slug === slug)?.title ?? slug;
  return (
    <ul className={css.list} aria-label="Worth by venue and condition">
      {product.worth.map((worth) => (
        <WorthRow
          key={`${worth.venue}/${worth.condition}`}
          worth={worth}
          venue={title(worth.venue)}
          chosen={worth.venue === product.venue && worth.condition === product.condition}
          span={span}
          now={now}
        />
      ))}
    </ul>
  );
}
