/** The settings while their figures are on the way: as tall as they will be, so nothing jumps. */
import { FieldSkeleton } from "@/ui/forms/field";
import { Card, Section } from "@/ui/page/page";
import { SkeletonRows } from "@/ui/page/state";

import { GROUPS, TOLD, type PolicyField } from "./policy-fields";
import css from "./settings.module.css";

type Words = Pick<PolicyField, "label" | "hint">;

const VAT: readonly Words[] = [
  { label: "VAT owed on what you sell", hint: "Private, or exempt as a small business" },
];

const JUDGED: readonly Words[] = [
  { label: "Your currency", hint: "Amounts on this page keep their figures" },
  { label: "ROI means" },
  TOLD,
];

function Group({ title, fields }: { title: string; fields: readonly Words[] }) {
  return (
    <>
      <h3>{title}</h3>
      <div className={css.grid}>
        {fields.map(({ label, hint }) => (
          <FieldSkeleton key={label} label={label} hint={hint} />
        ))}
      </div>
    </>
  );
}

export function PolicyWaiting() {
  return (
    <Card className={css.form}>
      <div role="status">
        <span className="visually-hidden">Loading</span>
        {GROUPS.map(({ title, fields }) => (
          <div key={title} className={css.group}>
            <Group title={title} fields={fields} />
          </div>
        ))}
        <div className={css.group}>
          <Group title="VAT on what you sell" fields={VAT} />
        </div>
        <div className={css.group}>
          <Group title="How it is judged" fields={JUDGED} />
          <div className={css.exits}>
            <FieldSkeleton
              label="Where you can sell"
              hint="Each is reckoned with its own fees, dated and sourced."
            />
          </div>
        </div>
      </div>
    </Card>
  );
}

/** A section that follows the policy, so that those below it stand where they will. */
export function SectionWaiting({ title }: { title: string }) {
  return (
    <Section title={title}>
      <SkeletonRows rows={1} height={160} />
    </Section>
  );
}
