/** What would change the verdict: each line alone would, the nearest first. */
import type { OpportunityDetail } from "@/api/opportunities";
import { sentence } from "@/lib/sentence";
import { VerdictBadge } from "@/ui/signs/badge";

import detailCss from "./detail.module.css";
import css from "./offer.module.css";

export function Changes({ detail }: { detail: OpportunityDetail }) {
  const { changes } = detail;
  if (changes.length === 0) return null;
  return (
    <section className={detailCss.section}>
      <div className={detailCss.sectionHead}>
        <h3>What would change this</h3>
        <span className={detailCss.note}>each alone would, the nearest first</span>
      </div>
      <ul className={css.changes}>
        {changes.map(({ what, needed, verdict, text }) => (
          <li key={what + needed}>
            <VerdictBadge verdict={verdict} />
            <span>{sentence(text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
