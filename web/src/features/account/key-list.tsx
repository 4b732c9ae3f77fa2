/** The keys there are, when each was last used, and the end of each. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToRevokeKey, security, type ApiKey } from "@/api/security";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./account.module.css";

const used = (key: ApiKey, now: number): string =>
  key.last_used_at ? `last used ${formatSince(key.last_used_at, now)}` : "never used";

function KeyRow({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => askToRevokeKey(apiKey.id),
    onSuccess: () => {
      setAsking(false);
      say(`${apiKey.name} opens nothing any more.`);
      return client.invalidateQueries({ queryKey: security.keys().queryKey });
    },
  });
  return (
    <li className={css.row}>
      <div>
        {apiKey.name}
        <span>
          {apiKey.prefix}… · {apiKey.scopes.join(", ")} · {used(apiKey, now)}
        </span>
      </div>
      {!apiKey.mine && <Badge tone="outline">Somebody else’s</Badge>}
      {apiKey.revoked_at ? (
        <Badge>Revoked</Badge>
      ) : (
        <Button
          small
          aria-label={`Revoke ${apiKey.name}`}
          onClick={() => {
            setAsking(true);
          }}
        >
          Revoke
        </Button>
      )}
      {asking && (
        <Confirm
          title={`Revoke ${apiKey.name}?`}
          action="Revoke"
          busy={revoke.isPending}
          onConfirm={() => {
            revoke.mutate();
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>Whatever uses it is refused from now on. It cannot be brought back.</p>
        </Confirm>
      )}
    </li>
  );
}

export function KeyList() {
  const list = useQuery(security.keys());
  const now = useNow();
  if (list.isPending) return <SkeletonRows rows={2} />;
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} what="The keys" />;
  }
  if (list.data.length === 0) {
    return (
      <EmptyState small icon="key" title="No key yet">
        A spreadsheet, a script or an assistant comes in by one.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label="API keys">
        {list.data.map((one) => (
          <KeyRow key={one.id} apiKey={one} now={now} />
        ))}
      </ul>
    </Card>
  );
}
