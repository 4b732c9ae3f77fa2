/** Sentences of the server, with money and shares written as the tiles beside them write theirs.

The server writes for programs too ("369.83 USD", "87.1 %"); how a number looks is said here. */
import { shift } from "./decimal";
import { formatCount, formatMoney, formatShare } from "./money";
import { kept } from "./units";

const figure = /(?<![\w.,])(-?\d+(?:\.(\d+))?) (%|[A-Z]{3}\b)/g;
const currencies = new Set(Intl.supportedValuesOf("currency"));
const places = new Map<string, number>();

/** So many places has the currency's smallest unit; none where it is no currency. */
function placesOf(code: string): number | undefined {
  if (currencies.has(code) && !places.has(code)) {
    const style = { style: "currency", currency: code } as const;
    places.set(
      code,
      new Intl.NumberFormat("en", style).resolvedOptions().maximumFractionDigits ?? 2,
    );
  }
  return places.get(code);
}

/** Begun with a capital letter; a name keeps its own ("bolo", "eBay", "min_profit"). */
export const begun = (text: string): string =>
  text.replace(
    /^(?!bolo\b)\p{Ll}+(?=[\s,])/u,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );

/** The same sentence; amounts finer than the currency's smallest unit are left as they are. */
export function sentence(text: string): string {
  const said = text.replace(figure, (whole, amount: string, fraction = "", unit: string) => {
    const digits = String(fraction).length;
    if (unit === "%") return formatShare(shift(amount, -2), { digits });
    return placesOf(unit) === digits ? formatMoney({ amount, currency: unit }) : whole;
  });
  return kept(said);
}

/** The same sentence with its counts, which the server parts by commas, as they are counted here. */
export const counted = (text: string): string =>
  text.replace(/(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\d,.]*\d)/g, (count) =>
    formatCount(Number(count.replaceAll(",", ""))),
  );
