/** Whether every entry of the log is what was once written: each holds a hash over the one before. */
import { useQuery } from "@tanstack/react-query";

import { audit } from "@/api/workspaces";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { CopyButton } from "@/ui/actions/copy";
import { Card } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./team.module.css";

export function Chain() {
  const check = useQuery(audit.check());
  if (check.isPending) return <SkeletonRows rows={1} height={48} />;
  if (check.error && !check.data) {
    return <ErrorState error={check.error} onRetry={() => void check.refetch()} what="The check" />;
  }
  const { entries, head, broken_at: broken } = check.data;
  return (
    <Card>
      <div className={css.whole} role="status">
        {broken === null ? (
          <Badge tone="good" dot>
            Whole
          </Badge>
        ) : (
          <Badge tone="bad" dot>
            Broken
          </Badge>
        )}
        <p>
          {broken === null
            ? `All ${formatCount(entries)} entries are as they were written. Note the last hash elsewhere, and a log that was cut off at its end shows too.`
            : `Entry ${formatCount(broken)} is not what was written. Up to ${formatCount(entries)} the log is whole.`}
          {head && (
            <>
              <br />
              <code>{head}</code>
            </>
          )}
        </p>
        {head && <CopyButton text={head} label="Copy the hash" />}
        <Button small disabled={check.isFetching} onClick={() => void check.refetch()}>
          {check.isFetching ? "Checking…" : "Check again"}
        </Button>
      </div>
    </Card>
  );
}
