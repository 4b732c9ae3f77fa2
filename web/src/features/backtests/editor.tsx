/** A text of many lines with their numbers, folded at first; each mistake leads to its line. */
import { useId, useRef, type UIEvent } from "react";

import type { RulesProblem } from "@/api/backtests";
import { Icon } from "@/ui/signs/icon";

import css from "./backtests.module.css";

type EditorProps = {
  text: string;
  problems: readonly RulesProblem[];
  checking: boolean;
  onChange: (text: string) => void;
};

const keyed = /^([\w.[\] ]*[\w\]]) ((?:must be|is missing|is not known|is needed)\b.*)$/;

/** A key as it is written, and what is wrong with it; any other sentence begins as one does. */
function ProblemText({ text }: { text: string }) {
  const [, key, said] = keyed.exec(text) ?? [];
  if (!key) return text.charAt(0).toUpperCase() + text.slice(1);
  return (
    <>
      <code>{key}</code> {said}
    </>
  );
}

export function EditorLabel() {
  return (
    <>
      Rules as a file{" "}
      <span>
        with costs, evidence and protections: RULES.toml, as <code>bolo backtest</code> takes it
      </span>
    </>
  );
}

export function Editor({ text, problems, checking, onChange }: EditorProps) {
  const id = useId();
  const folded = useRef<HTMLDetailsElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const wrong = new Set(problems.map(({ line }) => line));
  const lines = text.split("\n");
  const follow = ({ currentTarget }: UIEvent<HTMLTextAreaElement>) => {
    if (gutter.current) gutter.current.scrollTop = currentTarget.scrollTop;
  };
  const show = (line: number) => {
    const field = area.current;
    if (!field) return;
    if (folded.current) folded.current.open = true;
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    const height = field.scrollHeight / lines.length;
    field.scrollTop = Math.max(0, (line - 4) * height);
  };
  return (
    <div className={css.editor}>
      <details ref={folded} className={css.file}>
        <summary className={css.label}>
          <EditorLabel />
        </summary>
        <label htmlFor={id} className="visually-hidden">
          Rules as a file
        </label>
        <div className={css.text}>
          <ol ref={gutter} aria-hidden="true">
            {lines.map((_, index) => (
              <li key={index} data-wrong={wrong.has(index + 1)}>
                {index + 1}
              </li>
            ))}
          </ol>
          <textarea
            ref={area}
            id={id}
            value={text}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-describedby={`${id}-problems`}
            aria-invalid={problems.length > 0}
            onScroll={follow}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
        </div>
      </details>
      <div id={`${id}-problems`} className={css.problems} aria-live="polite" aria-busy={checking}>
        {problems.length === 0 ? (
          <p className={css.fine}>
            <Icon name={checking ? "clock" : "check"} size={14} />
            {checking ? "Checking…" : "These rules can be run."}
          </p>
        ) : (
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.line} ${problem.text}`}>
                <button
                  type="button"
                  onClick={() => {
                    show(problem.line);
                  }}
                >
                  Line {problem.line}
                </button>
                <span>
                  <ProblemText text={problem.text} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
