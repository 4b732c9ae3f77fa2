/** The form of the rules while its example is on the way: as tall as it will be. */
import { FieldSkeleton } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";
import { Skeleton } from "@/ui/page/state";

import css from "./backtests.module.css";

export function RulesWaiting() {
  return (
    <Card>
      <div className={css.form} role="status">
        <span className="visually-hidden">Loading</span>
        <div className={css.waiting}>
          <Skeleton height="100%" />
        </div>
        <div className={css.editor}>
          <Skeleton height={18} width={260} />
          <Skeleton height={22} width={180} />
        </div>
        <div className={css.ask}>
          <FieldSkeleton label="From" hint="Empty for the first day" />
          <FieldSkeleton label="Before" hint="Empty for all until now" />
          <div className={css.buttons}>
            <Skeleton height={32} width={200} />
          </div>
        </div>
      </div>
    </Card>
  );
}
