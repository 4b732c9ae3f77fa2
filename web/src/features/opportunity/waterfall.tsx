/** From the sale to what is left: fees and VAT off, then the landed cost. Lines of nothing are only named. */
import type { Line, OpportunityDetail } from "@/api/opportunities";
import { signOf } from "@/lib/decimal";
import { isLoss } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { Icon } from "@/ui/signs/icon";

import { Bars, off, type Stage } from "./bars";
import detailCss from "./detail.module.css";
import css from "./waterfall.module.css";

const isNothing = ({ amount }: Line) => signOf(amount.amount) === 0;

const stageOf = (line: Line): Stage => ({
  key: line.name,
  label: line.label,
  money: off(line.amount),
  total: false,
  mark: line.confirmed ? null : <Unsure />,
});

function stagesOf(detail: OpportunityDetail): Stage[] {
  const { exit_price, proceeds, profit } = detail;
  const stages = (lines: Line[]) => lines.filter((line) => !isNothing(line)).map(stageOf);
  return [
    { key: "sale", label: "Sells for", money: exit_price, total: true },
    ...stages(detail.fee_lines),
    ...stages(detail.vat_lines),
    { key: "proceeds", label: "Proceeds", money: proceeds, total: true },
    ...stages(detail.cost_lines),
    {
      key: "profit",
      label: "Profit",
      money: profit,
      total: true,
      look: isLoss(profit) ? "loss" : "profit",
    },
  ];
}

const listed = new Intl.ListFormat("en", { type: "disjunction" });

export function Waterfall({ detail }: { detail: OpportunityDetail }) {
  const lines = [...detail.fee_lines, ...detail.vat_lines, ...detail.cost_lines];
  const nothing = lines.filter(isNothing).map(({ label }) => label.toLowerCase());
  return (
    <section className={detailCss.section}>
      <h3>From sale to profit</h3>
      <Bars caption="Sale, fees, VAT, proceeds, cost and profit" stages={stagesOf(detail)} />
      {nothing.length > 0 && (
        <p className={detailCss.note}>Nothing is counted for {listed.format(nothing)}.</p>
      )}
      <Notes lines={lines} />
    </section>
  );
}

function Unsure() {
  return (
    <span className={css.unsure} title="Rests on a figure that is not confirmed">
      <Icon name="warning" size={13} />
      <span className="visually-hidden">not confirmed</span>
    </span>
  );
}

function Notes({ lines }: { lines: Line[] }) {
  const noted = lines.filter(({ note, schedule, source }) => note ?? schedule ?? source);
  if (noted.length === 0) return null;
  return (
    <details className={css.details}>
      <summary>How each line is worked out</summary>
      <ul>
        {noted.map(({ name, label, note, schedule, source, confirmed }) => (
          <li key={name}>
            <strong>{label}</strong>
            {note && <div>{sentence(note)}</div>}
            <span>
              {[schedule, source, confirmed ? null : "not confirmed"].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
