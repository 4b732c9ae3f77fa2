/** Small coloured words. The word carries the meaning, the colour only helps. */
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";

import css from "./badge.module.css";

export type Tone = "neutral" | "good" | "warn" | "bad" | "accent" | "outline";

type BadgeProps = { tone?: Tone; dot?: boolean; title?: string; children: ReactNode };

export function Badge({ tone = "neutral", dot = false, title, children }: BadgeProps) {
  return (
    <span className={classes(css.badge, css[tone], dot && css.dot)} title={title}>
      {children}
    </span>
  );
}

const verdicts = {
  buy: { word: "Buy", tone: "good" },
  negotiate: { word: "Negotiate", tone: "warn" },
  skip: { word: "Skip", tone: "neutral" },
} as const;

export type Verdict = keyof typeof verdicts;

export const verdictWord = (verdict: Verdict): string => verdicts[verdict].word;

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { word, tone } = verdicts[verdict];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}

export function DemoBadge() {
  return (
    <Badge tone="outline" title="From the demo street: not a real offer">
      Demo
    </Badge>
  );
}

const health = {
  ok: { word: "Healthy", tone: "good" },
  waiting: { word: "Waiting", tone: "neutral" },
  failing: { word: "Failing", tone: "warn" },
  blocked: { word: "Blocked", tone: "bad" },
  new: { word: "New", tone: "accent" },
} as const;

export function HealthBadge({ state }: { state: keyof typeof health }) {
  const { word, tone } = health[state];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}
