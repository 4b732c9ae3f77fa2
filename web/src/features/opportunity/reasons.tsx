/** Why this verdict: what stands against it, what makes it risky, what speaks for it. */
import type { Reason } from "@/api/opportunities";
import { sentence } from "@/lib/sentence";
import { verdictWord, type Verdict } from "@/ui/signs/badge";
import { Icon, type IconName } from "@/ui/signs/icon";

import css from "./detail.module.css";

type Kind = { icon: IconName; word: string; order: number };

const gate: Kind = { icon: "close", word: "Against", order: 0 };
const kinds: Record<string, Kind> = {
  risk: { icon: "warning", word: "Risk", order: 1 },
  good: { icon: "check", word: "For", order: 2 },
};
const kindOf = ({ kind }: Reason): Kind => kinds[kind] ?? gate;

type ReasonsProps = { verdict: Verdict; reasons: Reason[] };

export function Reasons({ verdict, reasons }: ReasonsProps) {
  const ordered = reasons.toSorted((a, b) => kindOf(a).order - kindOf(b).order);
  return (
    <section className={css.section}>
      <h3>Why “{verdictWord(verdict)}”</h3>
      <ul className={css.reasons}>
        {ordered.map((reason) => (
          <li key={reason.code + reason.text}>
            <span className={css.mark} data-kind={reason.kind}>
              <Icon name={kindOf(reason).icon} size={12} />
              <span className="visually-hidden">{kindOf(reason).word}: </span>
            </span>
            <span>{sentence(reason.text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
