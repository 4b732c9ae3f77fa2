/** The eight parts of a made-up risk: they add up, and the doubt of the match is one of them. */
import type { RiskPart, RiskSettings } from "../src/api/generated/types.gen.ts";

const hazards: [string, string, string, number][] = [
  ["price_fall", "Price falls meanwhile", "0.4548", 0.034],
  ["slow_sale", "Sells slowly", "0.2274", 0.012],
  ["return", "Buyer returns it", "0.0455", 0.007],
  ["no_show", "Seller cancels", "0.0100", 0.004],
  ["unreliable_seller", "Seller does not deliver", "0.0050", 0.003],
  ["counterfeit", "Counterfeit", "0.0018", 0.001],
  ["restriction", "Not allowed at the venue", "0.0046", 0],
];

type Deal = { cost: number; exit: number; profit: number; probability: string };
type Money = (cents: number) => { amount: string; currency: string };

export function riskOf({ cost, exit, profit, probability }: Deal, money: Money) {
  const doubt = 1 - Number(probability);
  const wrong = Math.round(doubt * (cost / 2 + Math.max(0, profit)));
  const all: [string, string, string, number][] = [
    ["wrong_match", "Another thing arrives", doubt.toFixed(4), wrong],
    ...hazards.map(
      ([name, label, chance, share]) =>
        [name, label, chance, Math.round(exit * share)] as [string, string, string, number],
    ),
  ];
  const total = all.reduce((sum, [, , , cents]) => sum + cents, 0);
  const whole = Math.max(total, profit, 1);
  const risk_parts: RiskPart[] = all
    .sort((a, b) => b[3] - a[3])
    .map(([name, label, chance, cents]) => ({
      name,
      label,
      chance,
      loss: money(Number(chance) > 0 ? Math.round(cents / Number(chance)) : 0),
      expected: money(cents),
      score: ((cents / whole) * 100).toFixed(1),
      basis: `made up for looking at: ${name.replace("_", " ")}`,
    }));
  const score = risk_parts.reduce((sum, part) => sum + Number(part.score), 0);
  return {
    risk: money(total),
    expected_profit: money(profit - total),
    risk_score: score.toFixed(1),
    chance_of_loss: "0.0857",
    shortfall: money(Math.round(cost * 0.4)),
    risk_parts,
  };
}

const FIGURES: RiskSettings["figures"] = {
  unreliable: "0.005",
  unreliable_refund: "0.5",
  no_show: "0.01",
  no_show_cost: "0.02",
  wrong_match_salvage: "0.5",
  counterfeit: "0.002",
  counterfeit_refund: "0.5",
  restriction: "0.005",
  restriction_markdown: "0.3",
  volatility: "0.08",
  slow_sale: "0.25",
  slow_markdown: "0.05",
  capital_rate: "0.1",
  returned: "0.05",
  return_cost: "0.15",
};

/** What bolo assumes by itself. */
export const ASSUMED: RiskSettings = {
  figures: FIGURES,
  defaults: FIGURES,
  basis: [
    { name: "return", label: "Buyer returns it", text: "5 % of sales come back" },
    { name: "counterfeit", label: "Counterfeit", text: "0.2 % of deals" },
  ],
};
