/** What the verdict rests on: the hash of each document, what judged, and the same judged again. */
import { useMutation, useQuery } from "@tanstack/react-query";

import { askToReplay, judgements, type Judgement, type Replay } from "@/api/judgements";
import type { OpportunityDetail } from "@/api/opportunities";
import { formatMoment } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Icon } from "@/ui/signs/icon";

import detailCss from "./detail.module.css";
import css from "./rests-on.module.css";
import { VerdictHistory } from "./verdict-history";
import waterfallCss from "./waterfall.module.css";

const documents: Record<string, string> = {
  deal: "Listing as seen, link, asks, costs, rates",
  limits: "Your limits",
  risks: "What is assumed of risks",
  versions: "What judged",
};

const version = ({ bolo, code }: { bolo: string | null; code: string | null }) =>
  `bolo ${bolo ?? "?"}, code ${code ?? "?"}`;

function Outcome({ replay }: { replay: Replay }) {
  const { same, text, differences } = replay;
  return (
    <div className={css.outcome} data-same={same}>
      <Icon name={same ? "check" : "warning"} size={14} />
      <div>
        <p>{text}</p>
        {differences.length > 0 && (
          <ul>
            {differences.map(({ what, kept, now }) => (
              <li key={what}>
                <code>{what}</code>: {kept ?? "nothing"} then, {now ?? "nothing"} now
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Documents({ judgement, count }: { judgement: Judgement; count: number }) {
  return (
    <details className={waterfallCss.details}>
      <summary>Hashes (SHA-256) and versions</summary>
      <dl className={css.hashes}>
        <div>
          <dt>All of it</dt>
          <dd>{judgement.hash}</dd>
        </div>
        {judgement.documents.map(({ name, hash }) => (
          <div key={name}>
            <dt>{documents[name] ?? name}</dt>
            <dd>{hash}</dd>
          </div>
        ))}
      </dl>
      <p className={detailCss.note}>
        Judged by {version(judgement)}.{" "}
        {count === 1 ? "One judgement is" : `${count} judgements are`} kept of this; all that they
        rest on is shown by <code>bolo verdict show</code>.
      </p>
    </details>
  );
}

export function RestsOn({ detail }: { detail: OpportunityDetail }) {
  const kept = useQuery(judgements.of(detail.id));
  const replay = useMutation({ mutationFn: askToReplay, meta: { quiet: true } });
  const newest = kept.data?.[0];
  if (!newest) return null;
  return (
    <>
      <VerdictHistory kept={kept.data ?? []} />
      <section className={detailCss.section}>
        <div className={detailCss.sectionHead}>
          <h3>What this rests on</h3>
          <span className={detailCss.note}>judged {formatMoment(newest.decided_at)}</span>
        </div>
        <div className={css.check}>
          <p>
            Everything that the verdict was reached by is kept. It can be reached again from that
            alone, by the code that judges today.
          </p>
          <Button
            small
            icon="undo"
            disabled={replay.isPending}
            onClick={() => {
              replay.mutate(detail.id);
            }}
          >
            {replay.isPending ? "Checking…" : "Check again"}
          </Button>
        </div>
        <div role="status">
          {replay.data && <Outcome replay={replay.data} />}
          {replay.error && (
            <div className={css.outcome} data-same={false}>
              <Icon name="warning" size={14} />
              <p>{replay.error.message}</p>
            </div>
          )}
        </div>
        <Documents judgement={newest} count={kept.data?.length ?? 1} />
      </section>
    </>
  );
}
