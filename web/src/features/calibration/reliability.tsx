/** How sure bolo was that two offers are one thing, against what people answered. */
import { Link } from "@tanstack/react-router";

import type { Reliability as Told, ReliabilityBin } from "@/api/calibration";
import { approximately, shift } from "@/lib/decimal";
import { formatCount, formatShare } from "@/lib/money";
import type { Scales } from "@/lib/plot";
import { AcrossAxis, Dots, Line, Plot, UpAxis } from "@/ui/figures/chart";
import { Legend, TipRows } from "@/ui/figures/chart-parts";
import { Table } from "@/ui/figures/table";
import { Card, Section } from "@/ui/page/page";

import css from "./calibration.module.css";
import { Missing } from "./missing";
import { wilson } from "./proof";

const marks = [0, 0.25, 0.5, 0.75, 1];
const edge = { top: 10, right: 12, bottom: 24, left: 46 };
const whole = (share: number | string) => formatShare(String(share), { digits: 0 });
const tone = "var(--series-1)";

const spotOf = ({ said, came_true }: ReliabilityBin) => ({
  at: approximately(said),
  value: approximately(came_true),
});

const answers = (count: number) => `${formatCount(count)} ${count === 1 ? "answer" : "answers"}`;

/** What the true share may be, drawn through each spot. */
function Whiskers({ bins, scales }: { bins: readonly ReliabilityBin[]; scales: Scales }) {
  return bins.map((bin) => {
    const { at, value } = spotOf(bin);
    const [low, high] = wilson(value, bin.count);
    return (
      <line
        key={bin.from}
        className={css.whisker}
        x1={scales.x(at)}
        x2={scales.x(at)}
        y1={scales.y(low)}
        y2={scales.y(high)}
      />
    );
  });
}

function Curve({ bins }: { bins: readonly ReliabilityBin[] }) {
  const spots = bins.map(spotOf);
  const tip = (stop: number) => {
    const bin = bins[stop];
    return (
      bin && (
        <TipRows
          title={answers(bin.count)}
          rows={[
            { key: "said", label: "Said", value: whole(bin.said) },
            { key: "came", label: "Came true", value: whole(bin.came_true), tone, look: "dot" },
          ]}
        />
      )
    );
  };
  return (
    <Plot
      label="Said and came true, arrow keys move through the bins"
      height={260}
      edge={edge}
      extent={{ from: 0, to: 1, values: [0, 1] }}
      marks={marks}
      stops={spots.map(({ at }) => at)}
      says={(stop) => {
        const bin = bins[stop];
        return bin
          ? `Said ${whole(bin.said)}, came true ${whole(bin.came_true)}, ${answers(bin.count)}`
          : "";
      }}
      tip={tip}
    >
      {(scales, chosen) => (
        <>
          <UpAxis scales={scales} write={whole} />
          <AcrossAxis scales={scales} places={marks} write={whole} />
          <Line
            scales={scales}
            spots={[0, 1].map((at) => ({ at, value: at }))}
            dashed
            tone="var(--ink-3)"
          />
          <Whiskers bins={bins} scales={scales} />
          <Line scales={scales} spots={spots} tone={tone} />
          <Dots scales={scales} spots={spots} tone={tone} />
          {chosen !== null && (
            <Dots scales={scales} spots={spots.slice(chosen, chosen + 1)} tone={tone} radius={5} />
          )}
        </>
      )}
    </Plot>
  );
}

function Bins({ bins }: { bins: readonly ReliabilityBin[] }) {
  return (
    <Table caption="Said against came true" columns={["Said", "Came true", "Answers"]} look="lines">
      {bins.map(({ from, to, came_true, count }) => (
        <tr key={from}>
          <th scope="row">
            {shift(from, 2)}–{shift(to, 2)}%
          </th>
          <td>{whole(came_true)}</td>
          <td>{formatCount(count)}</td>
        </tr>
      ))}
    </Table>
  );
}

type ReliabilityProps = { told: Told; enough: number };

export function Reliability({ told: { bins, ece, labels }, enough }: ReliabilityProps) {
  const off =
    ece !== null && labels >= enough
      ? `Off by ${formatShare(ece)} on average, over ${answers(labels)}`
      : undefined;
  return (
    <Section title="Same thing or not" note={off}>
      <Card className={css.card}>
        {labels < enough && (
          <Missing count={labels} enough={enough} of="matches answered by a person">
            Each match that you answer for under <Link to="/reviews">Reviews</Link> shows whether
            bolo was as sure as it ought to be.
          </Missing>
        )}
        {bins.length > 0 && (
          <div className={css.split}>
            <div>
              <Curve bins={bins} />
              <Legend
                entries={[
                  { key: "came", label: "Came true, by how sure bolo was", tone, look: "dot" },
                  { key: "as", label: "Exactly as said", tone: "var(--ink-3)", look: "dashed" },
                ]}
              />
            </div>
            <Bins bins={bins} />
          </div>
        )}
      </Card>
    </Section>
  );
}
