/** One saved search in the list: what it asks, how it fares; pause, copy, put away. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import {
  askToArchive,
  askToDuplicate,
  askToForget,
  askToPauseSearch,
  askToResumeSearch,
  searches,
  type Search,
} from "@/api/searches";
import { classes } from "@/lib/classes";
import { formatCount } from "@/lib/money";
import { formatSince } from "@/lib/time";
import { IconButton } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Badge } from "@/ui/signs/badge";

import css from "./searches.module.css";

function useDoing(search: Search) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: searches.all });
  const resume = useMutation({
    mutationFn: () => askToResumeSearch(search.id),
    onSuccess: refresh,
  });
  return {
    resume,
    pause: useMutation({ mutationFn: () => askToPauseSearch(search.id), onSuccess: refresh }),
    copy: useMutation({
      mutationFn: () => askToDuplicate(search.id),
      onSuccess: async (copy) => {
        say(`${copy.title} is there.`);
        await refresh();
      },
    }),
    archive: useMutation({
      mutationFn: () => askToArchive(search.id),
      onSuccess: async () => {
        say(`${search.title} is put away.`, {
          label: "Undo",
          run: () => {
            resume.mutate();
          },
        });
        await refresh();
      },
    }),
    forget: useMutation({
      mutationFn: () => askToForget(search.id),
      onSuccess: async () => {
        say(`${search.title} is forgotten.`);
        await refresh();
      },
    }),
  };
}

const words = { active: "Catching", paused: "Paused", archived: "Put away" } as const;

const held = {
  searches: "Paused by the plan: it has room for fewer searches.",
  marketplaces: "Paused by the plan: it has room for fewer marketplaces.",
  follows: "Paused by the plan.",
} as const;

function State({ search }: { search: Search }) {
  if (search.state === "active" && search.waits_for.length > 0) {
    return <Badge tone="warn">Waits</Badge>;
  }
  return (
    <Badge tone={search.state === "active" ? "good" : "neutral"} dot={search.state === "active"}>
      {words[search.state]}
    </Badge>
  );
}

export function SearchRow({ search, now }: { search: Search; now: number }) {
  const doing = useDoing(search);
  const active = search.state === "active";
  const archived = search.state === "archived";
  const waits = search.waits_for.map(({ title }) => title).join(", ");
  return (
    <li className={classes(css.row, !active && css.paused)}>
      <State search={search} />
      <div className={css.what}>
        <Link to="/searches/$id" params={{ id: search.id }}>
          {search.title}
        </Link>
        <code title={search.rule}>{search.rule}</code>
        {waits && <span>Waits for {waits}</span>}
        {search.held && (
          <span className={css.held}>
            {held[search.held]} <Link to="/plan">See plans</Link>
          </span>
        )}
      </div>
      <div className={css.fact}>
        {formatCount(search.hits)}
        <span>{search.last_hit_at ? formatSince(search.last_hit_at, now) : "none told yet"}</span>
      </div>
      <div className={css.actions}>
        <IconButton
          needs="write"
          small
          icon={active ? "pause" : "play"}
          label={`${active ? "Pause" : "Resume"} ${search.title}`}
          onClick={() => {
            if (active) doing.pause.mutate();
            else doing.resume.mutate();
          }}
        />
        <IconButton
          needs="write"
          small
          icon="copy"
          label={`Duplicate ${search.title}`}
          disabled={doing.copy.isPending}
          onClick={() => {
            doing.copy.mutate();
          }}
        />
        <IconButton
          needs="write"
          small
          icon="trash"
          label={`${archived ? "Forget" : "Archive"} ${search.title}`}
          onClick={() => {
            if (archived) doing.forget.mutate();
            else doing.archive.mutate();
          }}
        />
      </div>
    </li>
  );
}
