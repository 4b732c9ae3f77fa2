/** Decides what a visitor sees: the signed-out page, the first run, or the house. */
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { Problem } from "@/api/client";
import { session } from "@/api/session";
import { ErrorState } from "@/ui/state";

import { PagePending } from "./fallbacks";
import { LiveProvider } from "./live";
import { Shell } from "./shell";

const SignedOut = lazy(() => import("./routes/signed-out"));

export function Root() {
  const current = useQuery(session.current());
  if (current.data) {
    return (
      <LiveProvider>
        <Shell session={current.data}>
          <Outlet />
        </Shell>
      </LiveProvider>
    );
  }
  if (current.error instanceof Problem && current.error.isSignedOut) {
    return (
      <Suspense>
        <SignedOut />
      </Suspense>
    );
  }
  if (current.error) {
    return <ErrorState error={current.error} onRetry={() => void current.refetch()} what="bolo" />;
  }
  return <PagePending />;
}
