/** Keeps the live feed open while signed in and says how it is. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";

import { gather } from "@/api/freshness";
import { LiveFeed, openSocket, type LiveState } from "@/api/live";
import { session } from "@/api/session";
import { staySignedIn } from "@/api/staying";
import { markFresh } from "@/lib/fresh";

const Live = createContext<LiveState>("connecting");

export const useLiveState = (): LiveState => useContext(Live);

const gatherFor = 700;
const gatherProductsFor = 10_000;
const flashing = new Set(["VerdictReached", "OpportunityFound"]);

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");

  useEffect(() => {
    const gathered = gather(client, gatherFor, gatherProductsFor);
    const feed = new LiveFeed({
      open: openSocket,
      later: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        return () => {
          clearTimeout(timer);
        };
      },
      random: Math.random,
      onState: setState,
      onEvent: (event) => {
        if (flashing.has(event.kind)) markFresh(event.ids);
        gathered.event(event);
      },
      onGap: () => void client.invalidateQueries(),
      onSignedOut: () => {
        void staySignedIn().then((stays) => {
          if (stays) feed.start();
          else void client.resetQueries({ queryKey: session.current().queryKey });
        });
      },
    });
    const back = () => {
      feed.start();
    };
    feed.start();
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("online", back);
      gathered.stop();
      feed.stop();
    };
  }, [client]);

  return <Live value={state}>{children}</Live>;
}
