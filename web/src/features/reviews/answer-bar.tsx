/** The three answers with their keys, and the way back: the legend is on the buttons themselves. */
import type { Answer } from "@/api/reviews";
import { classes } from "@/lib/classes";
import type { Bar } from "@/ui/feedback/may";
import { Icon, type IconName } from "@/ui/signs/icon";

import css from "./answer-bar.module.css";

const answers: readonly { answer: Answer; word: string; key: string; icon: IconName }[] = [
  { answer: "same", word: "Same", key: "s", icon: "check" },
  { answer: "different", word: "Different", key: "d", icon: "close" },
  { answer: "unsure", word: "Unsure", key: "u", icon: "help" },
];

type BarProps = {
  bar: Bar | null;
  given: Answer | undefined;
  canUndo: boolean;
  onAnswer: (answer: Answer) => void;
  onUndo: () => void;
  onMove: (by: 1 | -1) => void;
};

/** The keys of a page know nothing of its buttons: `bar` is what keeps both from answering. */
export function AnswerBar({ bar, given, canUndo, onAnswer, onUndo, onMove }: BarProps) {
  return (
    <div className={css.bar} role="toolbar" aria-label="Are these the same thing?">
      <div className={css.answers}>
        {answers.map(({ answer, word, key, icon }) => (
          <button
            key={answer}
            type="button"
            data-answer={answer}
            aria-pressed={given === answer}
            aria-keyshortcuts={key}
            className={css.answer}
            onClick={() => {
              onAnswer(answer);
            }}
            {...bar?.button}
          >
            <Icon name={bar ? "lock" : icon} />
            {word}
            <kbd aria-hidden="true">{key}</kbd>
          </button>
        ))}
        {bar?.note}
      </div>
      <div className={css.ways}>
        <Way
          label="Previous"
          shortcut="k"
          icon="left"
          onPress={() => {
            onMove(-1);
          }}
        />
        <Way
          label="Next"
          shortcut="j"
          icon="right"
          onPress={() => {
            onMove(1);
          }}
        />
        <Way label="Undo" shortcut="z" icon="undo" disabled={!canUndo} onPress={onUndo} />
      </div>
    </div>
  );
}

type WayProps = {
  label: string;
  shortcut: string;
  icon: IconName;
  disabled?: boolean;
  onPress: () => void;
};

function Way({ label, shortcut, icon, disabled = false, onPress }: WayProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={shortcut}
      disabled={disabled}
      className={classes(css.way)}
      onClick={onPress}
    >
      <Icon name={icon} size={14} />
      <span>{label}</span>
      <kbd aria-hidden="true">{shortcut}</kbd>
    </button>
  );
}
