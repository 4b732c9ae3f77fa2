/** Where one is signed in, each with a way to end it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { account, askToEndOtherSessions, askToEndSession, type UserSession } from "@/api/account";
import { formatSince } from "@/lib/time";
import { useNow } from "@/lib/now";
import { Button } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./account.module.css";
import { deviceOf } from "./device";

function SessionRow({ session, onEnd }: { session: UserSession; onEnd: (() => void) | null }) {
  const now = useNow();
  return (
    <li className={css.row}>
      <div>
        {deviceOf(session.agent)}
        <span>
          {session.address} · by {session.method} · last used {formatSince(session.seen_at, now)}
        </span>
      </div>
      {session.current && <Badge tone="good">This one</Badge>}
      {onEnd && (
        <Button small aria-label={`End the session of ${deviceOf(session.agent)}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}

export function Sessions() {
  const client = useQueryClient();
  const list = useQuery(account.sessions());
  const refresh = () => client.invalidateQueries({ queryKey: account.sessions().queryKey });
  const end = useMutation({ mutationFn: askToEndSession, onSuccess: refresh });
  const endOthers = useMutation({ mutationFn: askToEndOtherSessions, onSuccess: refresh });
  const others = list.data?.filter(({ current }) => !current).length ?? 0;
  return (
    <Card>
      {list.isPending && <SkeletonRows rows={2} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Your sessions" />
      )}
      <ul aria-label="Sessions">
        {list.data?.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={
              session.current
                ? null
                : () => {
                    end.mutate(session.id);
                  }
            }
          />
        ))}
      </ul>
      {others > 0 && (
        <div className={css.foot}>
          <Button
            disabled={endOthers.isPending}
            onClick={() => {
              endOthers.mutate();
            }}
          >
            End all others
          </Button>
        </div>
      )}
    </Card>
  );
}
