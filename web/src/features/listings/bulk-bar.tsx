/** What is done with the listings that were chosen. */
import { useState } from "react";

import type { ListingMarks } from "@/api/feed";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";

import css from "./listings.module.css";
import { useMarking } from "./marking";

type BulkProps = { chosen: readonly string[]; onAll: () => void; onDone: () => void };

const deeds: readonly (readonly [string, ListingMarks])[] = [
  ["Save", { saved: true }],
  ["Mark as looked at", { viewed: true }],
  ["Hide", { hidden: true }],
  ["Show again", { hidden: false }],
];

export function BulkBar({ chosen, onAll, onDone }: BulkProps) {
  const marking = useMarking();
  const [tag, setTag] = useState("");
  const none = chosen.length === 0 || marking.isPending;
  const mark = (marks: ListingMarks) => {
    marking.mutate({ ids: chosen, marks }, { onSuccess: onDone });
  };
  return (
    <div className={css.bulk} role="group" aria-label="Chosen listings">
      <b>{chosen.length} chosen</b>
      <Button small onClick={onAll}>
        Choose all shown
      </Button>
      {deeds.map(([words, marks]) => (
        <Button
          key={words}
          small
          disabled={none}
          onClick={() => {
            mark(marks);
          }}
        >
          {words}
        </Button>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!none && tag.trim() !== "") mark({ add_tags: [tag] });
        }}
      >
        <TextField
          label="Tag"
          hideLabel
          placeholder="Tag"
          maxLength={40}
          value={tag}
          onChange={(event) => {
            setTag(event.target.value);
          }}
        />
        <Button small type="submit" disabled={none || tag.trim() === ""}>
          Add tag
        </Button>
      </form>
    </div>
  );
}
