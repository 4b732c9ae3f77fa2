/** The same thing elsewhere: the asks that the exit price rests on. Each may be reported as wrong. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import type { OpportunityDetail } from "@/api/opportunities";
import { askAboutMatch, reviews } from "@/api/reviews";
import { useShopName } from "@/api/shops";
import { approximately } from "@/lib/decimal";
import { formatMoney, formatSureness } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { kept } from "@/lib/units";
import { useBar } from "@/ui/feedback/may";
import { Table } from "@/ui/figures/table";
import { Badge } from "@/ui/signs/badge";
import { Icon } from "@/ui/signs/icon";

import { byWeight, counted } from "./asks";
import css from "./detail.module.css";

/** Asks first about this pair in the match review, where an answer holds at once. */
function useReport({ id }: OpportunityDetail) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (other: string) => askAboutMatch(id, other),
    onSuccess: async ({ answer }) => {
      await client.invalidateQueries({ queryKey: reviews.all });
      await navigate({ to: answer ? "/reviews/answered" : "/reviews" });
    },
  });
}

export function Comparables({ detail }: { detail: OpportunityDetail }) {
  const { comparables } = detail;
  const shopName = useShopName();
  const report = useReport(detail);
  const bar = useBar("write");
  const decides = counted(detail);
  /** What is kept apart may be the same after all. */
  const doubt =
    approximately(detail.probability) > 0 ? "Not the same thing?" : "The same thing after all?";
  return (
    <section className={css.section}>
      <h3>The same thing elsewhere</h3>
      {comparables.length === 0 && <p className={css.note}>Nobody else asks for it yet.</p>}
      {comparables.length > 0 && (
        <Table
          caption="The same thing elsewhere"
          columns={["Listing", "Same?", "Asks"]}
          look="lines"
        >
          {byWeight(comparables, decides).map(({ listing, probability, price, reasons }) => (
            <tr key={listing.id}>
              <td>
                <a className={css.link} href={listing.url} target="_blank" rel="noreferrer">
                  {kept(listing.title)}
                </a>
                <div className={css.note}>
                  {[shopName(listing.shop), ...reasons.map(sentence)].join(" · ")}
                </div>
                <button
                  type="button"
                  className={css.wrong}
                  disabled={report.isPending}
                  aria-label={`${doubt} ${listing.title}`}
                  onClick={() => {
                    report.mutate(listing.id);
                  }}
                  {...bar?.button}
                >
                  {bar && <Icon name="lock" size={12} />}
                  {doubt}
                </button>
              </td>
              <td>{formatSureness(probability)}</td>
              <td>
                {formatMoney(price)}
                {decides.has(listing.id) && (
                  <span className={css.counts}>
                    <Badge tone="accent">Counted on</Badge>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {bar?.note}
    </section>
  );
}
