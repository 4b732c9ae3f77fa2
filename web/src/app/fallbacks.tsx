/** What stands in for a page that is on its way, broken, or not there. */
import { Link, Navigate, type ErrorComponentProps } from "@tanstack/react-router";

import { isOffline } from "@/api/client";
import { Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

export function PagePending() {
  return (
    <div style={{ padding: 32 }}>
      {isOffline() && (
        <p role="status">You are offline. This page comes as soon as you are back.</p>
      )}
      <SkeletonRows rows={8} />
    </div>
  );
}

export function PageError({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} onRetry={reset} what="This page" />;
}

/** For an address that has no page of its own, or one that only who is signed out needs. */
export function Home() {
  return <Navigate to="/" replace />;
}

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        icon="search"
        title="There is no such page"
        action={<Link to="/">Opportunities</Link>}
      >
        The address may be old, or mistyped.
      </EmptyState>
    </Page>
  );
}
