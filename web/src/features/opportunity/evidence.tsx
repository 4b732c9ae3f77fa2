/** The fine print: ROI by each definition, and the exchange rates of the day. Folded away. */
import type { OpportunityDetail } from "@/api/opportunities";
import { formatShare } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { Table } from "@/ui/figures/table";
import { Badge } from "@/ui/signs/badge";

import css from "./detail.module.css";
import waterfallCss from "./waterfall.module.css";

function Returns({ detail }: { detail: OpportunityDetail }) {
  return (
    <details className={waterfallCss.details}>
      <summary>ROI, by definition</summary>
      <Table caption="ROI, by definition" look="lines">
        {detail.roi_definitions.map(({ name, label, value, chosen }) => (
          <tr key={name}>
            <td>
              {label}
              {chosen && (
                <span className={css.chosen}>
                  <Badge tone="accent">Yours</Badge>
                </span>
              )}
            </td>
            <td>{formatShare(value)}</td>
          </tr>
        ))}
      </Table>
    </details>
  );
}

export function Evidence({ detail }: { detail: OpportunityDetail }) {
  const { rates } = detail;
  return (
    <div>
      <Returns detail={detail} />
      {rates.pairs.length > 0 && (
        <details className={waterfallCss.details}>
          <summary>Exchange rates</summary>
          <p className={css.note}>
            Of {formatDate(rates.date)}, {rates.source}:{" "}
            {rates.pairs.map((pair) => `1 ${pair.from} = ${pair.rate} ${pair.to}`).join(", ")}.
          </p>
        </details>
      )}
    </div>
  );
}
