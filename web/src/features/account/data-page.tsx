/** What is kept of oneself: all of it to take along, for how long, and the end of it. */
import { useMutation, useQuery } from "@tanstack/react-query";

import { askToExport, security } from "@/api/security";
import { formatMany } from "@/lib/money";
import { saveFile } from "@/lib/saving";
import { Button } from "@/ui/actions/button";
import { Card, Section } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./account.module.css";
import { Leaving } from "./leaving";
import { WithMe } from "./with-me";

function Export() {
  const take = useMutation({
    mutationFn: askToExport,
    meta: { quiet: true },
    onSuccess: (archive) => {
      saveFile(archive, `bolo-${new Date().toISOString().slice(0, 10)}.zip`);
    },
  });
  return (
    <Card>
      <div className={css.leaving}>
        <p>
          A ZIP of JSON and CSV: your account, and every table of the workspaces that you own; of
          others what carries your name.
          {take.error && (
            <span role="alert" className={css.refusal}>
              {take.error.message}
            </span>
          )}
        </p>
        <Button
          icon="down"
          disabled={take.isPending}
          onClick={() => {
            take.mutate();
          }}
        >
          {take.isPending ? "Gathering it…" : "Download everything"}
        </Button>
      </div>
    </Card>
  );
}

const lasts = (days: number | null): string =>
  days === null
    ? "as long as its workspace"
    : days === 0
      ? "goes when it has run out"
      : formatMany(days, "day");

function Retention() {
  const kinds = useQuery(security.retention());
  if (kinds.isPending) return <SkeletonRows rows={5} height={24} />;
  if (kinds.error && !kinds.data) {
    return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} what="The list" />;
  }
  return (
    <Card>
      <dl className={css.kept}>
        {kinds.data.map(({ name, what, days }) => (
          <div key={name}>
            <dt>{what}</dt>
            <dd>{lasts(days)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

export function DataPage() {
  return (
    <WithMe title="Your data" lead="What is kept of you, all of it yours to take or to erase.">
      {(me) => (
        <>
          <Section title="Take it along">
            <Export />
          </Section>
          <Section title="How long what is kept">
            <Retention />
          </Section>
          <Section title="Erase it">
            <Leaving me={me} />
          </Section>
        </>
      )}
    </WithMe>
  );
}
