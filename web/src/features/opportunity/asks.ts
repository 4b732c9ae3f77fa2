/** Which asks an exit price rests on, and what of them counts most. */
import type { OpportunityDetail } from "@/api/opportunities";
import { approximately, same } from "@/lib/decimal";

type Comparable = OpportunityDetail["comparables"][number];

const amountOf = ({ price }: Comparable) => approximately(price.amount);

/** The asks that the exit price is: that of its place among them, or those in the middle. */
export function counted({ comparables, evidence, exit_price }: OpportunityDetail): Set<string> {
  const { brings, middle, asks } = evidence;
  if (brings || comparables.length !== asks) return new Set();
  const ordered = comparables.toSorted((one, other) => amountOf(one) - amountOf(other));
  const last = ordered.length - 1;
  const those = middle
    ? [ordered[Math.floor(last / 2)], ordered[Math.ceil(last / 2)]]
    : [ordered.find(({ price }) => same(price.amount, exit_price.amount))];
  return new Set(those.flatMap((one) => (one ? [one.listing.id] : [])));
}

/** What counts most first: what the exit price is, then how surely it is the same thing. */
export function byWeight(comparables: readonly Comparable[], rest: ReadonlySet<string>) {
  const weight = ({ listing, probability }: Comparable) =>
    approximately(probability) + (rest.has(listing.id) ? 1 : 0);
  return comparables.toSorted(
    (one, other) => weight(other) - weight(one) || amountOf(one) - amountOf(other),
  );
}
