/** The rule as text, with its mistake underlined where it is. */
import { useId } from "react";

import { classes } from "@/lib/classes";
import { begun } from "@/lib/sentence";

import type { Draft } from "./draft";
import css from "./searches.module.css";

function Place({ rule, at, length }: { rule: string; at: number; length: number }) {
  return (
    <code className={css.place}>
      {rule.slice(0, at)}
      <mark>{rule.slice(at, at + length) || "\u00A0"}</mark>
      {rule.slice(at + length)}
    </code>
  );
}

export function RuleBox({ draft }: { draft: Draft }) {
  const id = useId();
  const { rule, mistake, refusal } = draft;
  const wrong = mistake?.message ?? refusal;
  return (
    <div className={css.ruleBox}>
      <label htmlFor={id} className={css.label}>
        Rule
      </label>
      <textarea
        id={id}
        className={classes(css.rule, wrong !== null && css.wrong)}
        rows={2}
        spellCheck={false}
        autoComplete="off"
        placeholder="(iphone 13 OR 14) -broken price<400GBP near:London/30km"
        value={rule}
        aria-describedby={`${id}-note`}
        aria-invalid={wrong !== null}
        onChange={(event) => {
          draft.type(event.target.value);
        }}
      />
      <div id={`${id}-note`} role="status" className={css.note}>
        {mistake && <Place rule={rule} at={mistake.at} length={mistake.length} />}
        {wrong === null ? (
          "Words side by side must all be there; OR joins two neighbours, - leaves out."
        ) : (
          <span className={css.mistake}>{begun(wrong)}</span>
        )}
      </div>
    </div>
  );
}
