/** What was paid, with the papers. */
import { useQuery } from "@tanstack/react-query";

import { plans } from "@/api/plans";
import { formatMoney } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { OutLink } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./plan.module.css";

export function Invoices() {
  const list = useQuery(plans.invoices());
  if (list.isPending) return <SkeletonRows rows={2} height={48} />;
  if (list.error) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Invoices" />;
  }
  if (list.data.length === 0) {
    return (
      <EmptyState small icon="wallet" title="No invoices yet">
        They appear here with the first payment.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label="Invoices">
        {list.data.map((invoice) => (
          <li key={invoice.number ?? invoice.created_at} className={css.invoice}>
            <div>
              {formatDate(invoice.created_at)}
              <span>{invoice.number ?? "Draft"}</span>
            </div>
            <Badge tone={invoice.status === "paid" ? "good" : "warn"}>
              {invoice.status === "paid" ? "Paid" : (invoice.status ?? "Open")}
            </Badge>
            <b>{formatMoney(invoice.total)}</b>
            {invoice.url && (
              <OutLink small look="ghost" href={invoice.url}>
                See
              </OutLink>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
