/** Decides what a visitor sees: the signed-out page, the first run, or the house. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { Problem } from "@/api/client";
import { session } from "@/api/session";
import { ErrorState } from "@/ui/page/state";

import { PagePending } from "./fallbacks";
import { LiveProvider } from "./live";
import { Shell } from "./shell";

const SignedOut = lazy(() => import("./routes/signed-out"));

/** Pages that letters link to: the same for who is in and who is not. */
const letters: readonly string[] = ["/reset", "/verify", "/invitation"];

export function Root() {
  const current = useQuery(session.current());
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (letters.includes(path) && !current.isPending) {
    return (
      <Suspense>
        <SignedOut signedIn={current.data !== undefined} />
      </Suspense>
    );
  }
  if (current.data) {
    return (
      <LiveProvider key={current.data.workspace.id}>
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
