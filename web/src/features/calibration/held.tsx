/** Promises that held, of many: a track with what was promised, what came, and what that proves. */
import { approximately } from "@/lib/decimal";
import { formatCount, formatShare } from "@/lib/money";
import { Badge, type Tone } from "@/ui/signs/badge";

import css from "./calibration.module.css";
import { finding, wilson, type Finding } from "./proof";

export type Promise = {
  key: string;
  label: string;
  promised: string;
  realised: string;
  count: number;
};

export type Words = Record<Exclude<Finding, "few">, string>;

const tones: Record<Exclude<Finding, "few">, Tone> = { holds: "good", less: "bad", more: "warn" };
const percent = (part: number) => `${(part * 100).toFixed(1)}%`;

function Track({ promised, realised, count }: Omit<Promise, "key" | "label">) {
  const came = approximately(realised);
  const [low, high] = wilson(came, count);
  return (
    <div className={css.track} aria-hidden="true">
      <i data-part="reach" style={{ left: percent(low), width: percent(high - low) }} />
      <i data-part="promised" style={{ left: percent(approximately(promised)) }} />
      <i data-part="came" style={{ left: percent(came) }} />
    </div>
  );
}

type RowProps = { promise: Promise; words: Words; enough: number };

function Row({ promise, words, enough }: RowProps) {
  const { label, promised, realised, count } = promise;
  const found = finding(
    { promised: approximately(promised), realised: approximately(realised), count },
    enough,
  );
  return (
    <tr data-few={found === "few"}>
      <th scope="row">{label}</th>
      <td>
        <Track promised={promised} realised={realised} count={count} />
      </td>
      <td className={css.came}>
        <b>{formatShare(realised, { digits: 0 })}</b> of {formatCount(count)}
      </td>
      <td className={css.found}>
        {found === "few" ? (
          <span>
            insufficient: {count} of {enough}
          </span>
        ) : (
          <Badge tone={tones[found]} dot>
            {words[found]}
          </Badge>
        )}
      </td>
    </tr>
  );
}

type HeldProps = { caption: string; promises: readonly Promise[]; words: Words; enough: number };

export function Held({ caption, promises, words, enough }: HeldProps) {
  return (
    <table className={css.held}>
      <caption>{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Promise</th>
          <th scope="col">Drawn</th>
          <th scope="col">Held</th>
          <th scope="col">Finding</th>
        </tr>
      </thead>
      <tbody>
        {promises.map((promise) => (
          <Row key={promise.key} promise={promise} words={words} enough={enough} />
        ))}
      </tbody>
    </table>
  );
}

export function TrackLegend() {
  return (
    <p className={css.legend}>
      <span>
        <i data-part="promised" aria-hidden="true" /> Promised
      </span>
      <span>
        <i data-part="came" aria-hidden="true" /> Came true
      </span>
      <span>
        <i data-part="reach" aria-hidden="true" /> What the true share may be, 95 times of 100
      </span>
    </p>
  );
}
