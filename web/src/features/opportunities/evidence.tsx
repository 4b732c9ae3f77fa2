/** What the numbers rest on: ROI by each definition, why the match, which rates. */
import type { OpportunityDetail } from "@/api/opportunities";
import { formatShare, formatSureness } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Icon } from "@/ui/icon";

import css from "./detail.module.css";

export function Evidence({ detail }: { detail: OpportunityDetail }) {
  const { link, rates, roi_definitions } = detail;
  return (
    <>
      <section className={css.section}>
        <h3>ROI, by definition</h3>
        <table className={css.table}>
          <tbody>
            {roi_definitions.map(({ name, label, value, chosen }) => (
              <tr key={name}>
                <td>
                  {label}
                  {chosen && (
                    <span className={css.chosen}>
                      <Badge tone="accent">Yours</Badge>
                    </span>
                  )}
                </td>
                <td className={css.number}>{formatShare(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={css.section}>
        <div className={css.sectionHead}>
          <h3>Why we think it is the same thing</h3>
          <span className={css.note}>
            {formatSureness(link.probability)} sure, by {link.method}
          </span>
        </div>
        <ul className={css.reasons}>
          {link.reasons.map((reason) => (
            <li key={reason}>
              <span className={css.mark} data-kind="good">
                <Icon name="check" size={12} />
              </span>
              <span>{reason}</span>
            </li>
          ))}
        </ul>
      </section>
      {rates.pairs.length > 0 && (
        <p className={css.note}>
          Rates of {formatDate(rates.date)}, {rates.source}:{" "}
          {rates.pairs.map((pair) => `1 ${pair.from} = ${pair.rate} ${pair.to}`).join(", ")}.
        </p>
      )}
    </>
  );
}
