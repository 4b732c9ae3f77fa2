/** How answers are kept, and what happens when a change is refused. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { isUnheard, Problem } from "@/api/client";
import { session } from "@/api/session";
import { say } from "@/ui/feedback/toast";

import { Resending } from "./resending";

const mostTries = 2;

/** Only silence and faults of the server are worth asking again about. */
const worthRetrying = (failures: number, error: unknown): boolean =>
  failures < mostTries && error instanceof Problem && (error.status === 0 || error.status >= 500);

/** Says what was refused; where a larger plan would help, with the way to it. */
function tell(error: Error, again: () => void): void {
  const upgrade = error instanceof Problem ? error.upgrade : null;
  if (upgrade === null)
    say(error.message, isUnheard(error) ? { label: "Try again", run: again } : undefined);
  else {
    say(error.message, {
      label: "See plans",
      run: () => {
        window.location.assign(upgrade);
      },
    });
  }
}

const isOver = (error: unknown): boolean => error instanceof Problem && error.isSignedOut;

export function makeQueryClient(): QueryClient {
  const signedOut = (error: unknown) => {
    if (!isOver(error)) return;
    const { queryKey } = session.current();
    if (client.getQueryState(queryKey)?.status !== "error") {
      void client.resetQueries({ queryKey });
    }
  };
  const resending = new Resending();
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: worthRetrying, retryDelay: 800 },
      // Asked also while the browser thinks it is offline: bolo may run on this very machine.
      mutations: { networkMode: "always" },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== "session") signedOut(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        const wasIn = client.getQueryState(session.current().queryKey)?.status === "success";
        signedOut(error);
        if (wasIn && isOver(error)) say("You were signed out. Sign in, and do it again.");
        else if (mutation.meta?.quiet !== true) {
          tell(error, () => {
            resending.again(mutation);
          });
        }
        resending.wait(mutation, error);
      },
    }),
  });
  resending.listen(client.getMutationCache());
  return client;
}
