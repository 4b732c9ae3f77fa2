/** What would come of a file, and how its first lines are read, before anything is entered. */
import { useQuery } from "@tanstack/react-query";

import type { SalesPreview } from "@/api/sales";
import { settings } from "@/api/settings";
import { formatCount, formatMoney } from "@/lib/money";
import { begun } from "@/lib/sentence";
import { formatDate } from "@/lib/time";
import { Table } from "@/ui/figures/table";

import { titleOf } from "./file-reading";
import css from "./sales.module.css";

const lines = (count: number) => `${formatCount(count)} ${count === 1 ? "line" : "lines"}`;
const SHOWN = 5;

function wordsOf({ lines: all, added, known, left_out }: SalesPreview): string {
  const parts = [`${formatCount(added)} of ${lines(all)} would be entered`];
  if (known > 0) parts.push(`${formatCount(known)} are there already`);
  if (left_out > 0) parts.push(`${formatCount(left_out)} are of products that bolo has not seen`);
  return `${parts.join(", ")}.`;
}

function Refused({ seen: { refused, refused_count } }: { seen: SalesPreview }) {
  return (
    <div className={css.refused}>
      <p>
        {lines(refused_count)} cannot be read, and a file is entered whole or not at all. Say above
        what a column is, or mend the file:
      </p>
      <ul>
        {refused.slice(0, SHOWN).map(({ line, why }) => (
          <li key={line}>
            Line {line}: {why}
          </li>
        ))}
        {refused_count > SHOWN && <li>and {formatCount(refused_count - SHOWN)} more</li>}
      </ul>
    </div>
  );
}

function FirstLines({ read }: SalesPreview) {
  const venues = useQuery(settings.venues()).data ?? [];
  const named = (venue: string) => venues.find(({ slug }) => slug === venue)?.title ?? venue;
  return (
    <Table
      caption="The first lines, as they are read"
      titled
      columns={["Product", "Sold", "For"]}
      words={2}
      look="lines"
    >
      {read.map(({ line, product, title, venue, price, sold_at }) => (
        <tr key={line}>
          <td>
            {title ?? product}
            <small className={css.where}>
              {title === null ? "not seen by bolo" : named(venue)}
            </small>
          </td>
          <td>{formatDate(sold_at)}</td>
          <td>{formatMoney(price)}</td>
        </tr>
      ))}
    </Table>
  );
}

export function FileOutcome({ seen }: { seen: SalesPreview }) {
  const { missing, refusal, refused_count, read } = seen;
  if (missing.length > 0) {
    return (
      <p role="status">Nothing can be read yet. Still to say: {missing.map(titleOf).join(", ")}.</p>
    );
  }
  if (refusal !== null) {
    return (
      <p role="status" className={css.refusal}>
        {begun(refusal)}
      </p>
    );
  }
  return (
    <>
      <div role="status">
        {refused_count > 0 ? <Refused seen={seen} /> : <p>{wordsOf(seen)}</p>}
      </div>
      {read.length > 0 && <FirstLines {...seen} />}
    </>
  );
}
