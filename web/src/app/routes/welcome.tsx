/** The first steps, put together of what searches and channels can do. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { session } from "@/api/session";
import { Ways } from "@/features/channels/ways";
import { useDraft } from "@/features/searches/draft";
import { Preview } from "@/features/searches/preview";
import { WelcomePage } from "@/features/welcome/welcome-page";

const pause = 400;

export function WelcomeRoute() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const current = useQuery(session.current()).data;
  const draft = useDraft(null);
  const [shown, setShown] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => {
      setShown(draft.understood);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [draft.understood]);
  if (!current) return null;
  return (
    <WelcomePage
      key={current.workspace.id}
      workspace={current.workspace}
      draft={draft}
      preview={<Preview rule={shown} />}
      channels={<Ways />}
      onSkip={() => {
        void navigate({ to: "/" });
      }}
      onDone={(id) => {
        void client.invalidateQueries({ queryKey: session.current().queryKey });
        void navigate({ to: "/searches/$id", params: { id } });
      }}
    />
  );
}
