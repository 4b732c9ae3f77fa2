/** One thing that is followed: when it is told, how often it was; pause, leave. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import {
  askToPauseFollow,
  askToResumeFollow,
  askToUnfollow,
  follows,
  type Follow,
} from "@/api/follows";
import { classes } from "@/lib/classes";
import { formatCount } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { formatSince } from "@/lib/time";
import { IconButton } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Badge } from "@/ui/signs/badge";

import css from "./follows.module.css";
import { Reads } from "./reads";

export function FollowRow({ follow, now }: { follow: Follow; now: number }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: follows.all });
  const paused = follow.state === "paused";
  const turn = useMutation({
    mutationFn: () => (paused ? askToResumeFollow(follow.id) : askToPauseFollow(follow.id)),
    onSuccess: refresh,
  });
  const leave = useMutation({
    mutationFn: () => askToUnfollow(follow.id),
    onSuccess: async () => {
      say(`${follow.label} is followed no longer.`);
      await refresh();
    },
  });
  return (
    <li className={classes(css.row, paused && css.paused)}>
      <Badge>{follow.kind}</Badge>
      <div className={css.what}>
        <Link to="/follows/$id" params={{ id: follow.id }} title={follow.label}>
          {follow.label}
        </Link>
        <span>{follow.conditions.map((one) => sentence(one.told ?? "")).join("; ")}</span>
        <Reads follow={follow} />
      </div>
      <div className={css.fact}>
        {formatCount(follow.hits)} told
        <span>
          {paused
            ? "paused"
            : follow.last_hit_at
              ? formatSince(follow.last_hit_at, now)
              : "nothing yet"}
        </span>
      </div>
      <div className={css.actions}>
        <IconButton
          needs="write"
          small
          icon={paused ? "play" : "pause"}
          label={`${paused ? "Resume" : "Pause"} ${follow.label}`}
          disabled={turn.isPending}
          onClick={() => {
            turn.mutate();
          }}
        />
        <IconButton
          needs="write"
          small
          icon="trash"
          label={`Unfollow ${follow.label}`}
          disabled={leave.isPending}
          onClick={() => {
            leave.mutate();
          }}
        />
      </div>
    </li>
  );
}
