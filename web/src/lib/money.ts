/** Money and shares as people read them, exact from the decimal string. */
import { compare, shift, signOf } from "./decimal";

export type Money = { amount: string; currency: string };

type Exact = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

function format(key: string, make: () => Intl.NumberFormat): Intl.NumberFormat {
  const known = formats.get(key) ?? make();
  formats.set(key, known);
  return known;
}

type MoneyOptions = { sign?: boolean; whole?: boolean; short?: boolean; locale?: string };

/** "€1,234.50"; with `sign` a plus is written too; with `whole` no cents, `short` "€12.35M". */
export function formatMoney(money: Money, options: MoneyOptions = {}): string {
  const { sign = false, whole = false, short = false, locale } = options;
  const key = `${locale ?? ""}|${money.currency}|${sign}|${whole}|${short}`;
  const formatter = format(
    key,
    () =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency: money.currency,
        currencyDisplay: "narrowSymbol",
        signDisplay: sign ? "exceptZero" : "negative",
        ...(whole ? { maximumFractionDigits: 0 } : {}),
        ...(short ? { notation: "compact", maximumSignificantDigits: 4 } : {}),
      }),
  );
  return formatter.format(money.amount as Exact).replace("-", "−");
}

/** From here on cents say little, and their digits take the room of those that say much. */
const LARGE = "100000";

const isLarge = (amount: string): boolean => compare(amount.replace("-", ""), LARGE) >= 0;

/** So many characters have room in a column of a list. */
const COLUMN = 11;

/** Where there is little room: a large amount without its cents, or as "€12.35M". */
export function formatBriefly(
  money: Money,
  options: Pick<MoneyOptions, "sign" | "locale"> = {},
): string {
  const written = formatMoney(money, { ...options, whole: isLarge(money.amount) });
  return written.length > COLUMN && isLarge(money.amount)
    ? formatMoney(money, { ...options, short: true })
    : written;
}

/** A mark of an axis: no cents where there are none, a large one as "€1.2M". */
export function formatAxis(mark: number, currency: string, locale?: string): string {
  const large = isLarge(String(mark));
  if (!large) {
    const whole = mark === Math.round(mark);
    return formatMoney(
      { amount: mark.toFixed(2), currency },
      { whole, ...(locale ? { locale } : {}) },
    );
  }
  const formatter = format(
    `${locale ?? ""}|${currency}|axis`,
    () =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        notation: "compact",
        maximumFractionDigits: 2,
      }),
  );
  return formatter.format(mark).replace("-", "−");
}

/** A share is written with `digits`; with `least` given, with so many only where no more are needed. */
type ShareOptions = { digits?: number; least?: number; sign?: boolean; locale?: string };

/** "0.1234" as "12.3%". */
export function formatShare(share: string, options: ShareOptions = {}): string {
  const { digits = 1, least = digits, sign = false, locale } = options;
  const formatter = format(
    `${locale ?? ""}|%|${least}|${digits}|${sign}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: "percent",
        maximumFractionDigits: digits,
        minimumFractionDigits: least,
        signDisplay: sign ? "exceptZero" : "negative",
      }),
  );
  return formatter.format(share as Exact).replace("-", "−");
}

type SurenessOptions = { digits?: 0 | 1; locale?: string };

/** How sure, never rounded up: 99.5% is not certainty. With `digits` a tenth more, where one is. */
export function formatSureness(
  share: string,
  { digits = 0, locale }: SurenessOptions = {},
): string {
  const whole = shift(share, 2 + digits).split(".")[0] ?? "0";
  return formatShare(shift(whole, -2 - digits), {
    digits,
    least: 0,
    ...(locale ? { locale } : {}),
  });
}

/** A figure of no unit, with what digits it has. */
export const formatFigure = (figure: string, locale?: string): string =>
  format(
    `${locale ?? ""}|figure`,
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }),
  ).format(figure as Exact);

export const formatCount = (count: number, locale?: string): string =>
  format(`${locale ?? ""}|#`, () => new Intl.NumberFormat(locale)).format(count);

/** "1 day", "2,345 days"; a figure and its unit are not parted. */
export const formatMany = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)}\u00a0${count === 1 ? one : many}`;

export const isLoss = (money: Money): boolean => signOf(money.amount) < 0;
