/** A list of the admin page: coming, refused, empty, or there. */
import type { ReactNode } from "react";

import { Card } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

type ListProps<T> = {
  answer: { data: T[] | undefined; error: Error | null; refetch: () => unknown };
  what: string;
  empty: string;
  children: (item: T) => ReactNode;
};

export function List<T>({ answer, what, empty, children }: ListProps<T>) {
  if (answer.error && !answer.data) {
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} what={what} />;
  }
  if (!answer.data) return <SkeletonRows rows={3} height={52} />;
  if (answer.data.length === 0) return <EmptyState small icon="check" title={empty} />;
  return (
    <Card>
      <ul aria-label={what}>{answer.data.map(children)}</ul>
    </Card>
  );
}
