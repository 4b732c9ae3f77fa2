/** The workspace's note and tags on a listing; kept when asked to. */
import { useId, useState } from "react";

import type { FeedListing } from "@/api/feed";
import { Button } from "@/ui/actions/button";
import { useBar } from "@/ui/feedback/may";
import { TextField } from "@/ui/forms/field";

import css from "./listings.module.css";
import { useMarking } from "./marking";

const parted = (typed: string): string[] =>
  typed
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);

export function Notes({ listing: { id, note, tags } }: { listing: FeedListing }) {
  const marking = useMarking();
  const [draft, setDraft] = useState(note);
  const [typed, setTyped] = useState(tags.join(", "));
  const label = useId();
  const bar = useBar("write");
  const same = draft === note && typed === tags.join(", ");
  return (
    <form
      className={css.notes}
      onSubmit={(event) => {
        event.preventDefault();
        marking.mutate({ ids: [id], marks: { note: draft, tags: parted(typed) } });
      }}
    >
      <div className={css.note}>
        <label htmlFor={label}>Note</label>
        <textarea
          id={label}
          rows={3}
          maxLength={4000}
          readOnly={bar !== null}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
          }}
        />
      </div>
      <TextField
        needs="write"
        label="Tags"
        hint="With commas between"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      <Button needs="write" type="submit" disabled={same || marking.isPending}>
        {marking.isPending ? "Saving…" : "Keep note and tags"}
      </Button>
    </form>
  );
}
