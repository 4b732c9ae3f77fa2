/** How much of a whole there is, as a bar. It is drawn only: the figure stands beside it. */
import css from "./meter.module.css";

type MeterProps = { part: number; tone?: "plain" | "accent" | "risk" };

export function Meter({ part, tone = "plain" }: MeterProps) {
  return (
    <span className={css.meter} data-tone={tone} aria-hidden="true">
      <i style={{ width: `${Math.min(1, part) * 100}%` }} />
    </span>
  );
}
