/** What reads a thing that is followed, or why it rests. */
import { Link } from "@tanstack/react-router";

import type { Follow } from "@/api/follows";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";

import css from "./follows.module.css";

function Words({ follow, now }: { follow: Follow; now: number }) {
  const { kind, reading } = follow;
  if (follow.held) {
    return (
      <>
        Paused by the plan: it has room for fewer follows. <Link to="/plan">See plans</Link>
      </>
    );
  }
  if (kind !== "listing" && kind !== "page") return <>Read by whatever you watch.</>;
  if (!reading) return <>Nothing reads it now; it will be read within an hour.</>;
  const { made, state, last_asked_at } = reading;
  const by = <Link to="/watches">{made ? "a watch made for this" : "what you watch"}</Link>;
  if (state === "paused") return <>Read by {by}, which is paused.</>;
  return (
    <>
      Read by {by}
      {last_asked_at ? `, ${formatSince(last_asked_at, now)}.` : ", for the first time soon."}
    </>
  );
}

export function Reads({ follow }: { follow: Follow }) {
  return (
    <span className={follow.held ? css.held : css.reads}>
      <Words follow={follow} now={useNow()} />
    </span>
  );
}
