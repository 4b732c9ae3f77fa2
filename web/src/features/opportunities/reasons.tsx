/** Why this verdict: what stands against it, what makes it risky, what speaks for it. */
import type { Reason } from "@/api/opportunities";
import { verdictWord, type Verdict } from "@/ui/badge";
import { Icon, type IconName } from "@/ui/icon";

import css from "./detail.module.css";

const kinds: Record<Reason["kind"], { icon: IconName; word: string; order: number }> = {
  gate: { icon: "close", word: "Against", order: 0 },
  risk: { icon: "warning", word: "Risk", order: 1 },
  good: { icon: "check", word: "For", order: 2 },
};

type ReasonsProps = { verdict: Verdict; reasons: Reason[] };

export function Reasons({ verdict, reasons }: ReasonsProps) {
  const ordered = reasons.toSorted((a, b) => kinds[a.kind].order - kinds[b.kind].order);
  return (
    <section className={css.section}>
      <h3>Why “{verdictWord(verdict)}”</h3>
      <ul className={css.reasons}>
        {ordered.map(({ code, kind, text }) => (
          <li key={code + text}>
            <span className={css.mark} data-kind={kind}>
              <Icon name={kinds[kind].icon} size={12} />
              <span className="visually-hidden">{kinds[kind].word}: </span>
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
