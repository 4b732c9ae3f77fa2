/** Exact arithmetic on decimal strings, as far as a screen needs it. Never a float. */

const shape = /^([+-]?)(\d*)(?:\.(\d*))?$/;

type Parts = { negative: boolean; digits: bigint; scale: number };

function parts(text: string): Parts | null {
  const match = shape.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = "", fraction = ""] = match;
  if (whole === "" && fraction === "") return null;
  return { negative: sign === "-", digits: BigInt(whole + fraction), scale: fraction.length };
}

const signed = ({ negative, digits }: Parts) => (negative ? -digits : digits);

function write(value: bigint, scale: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return (negative ? "-" : "") + whole + (fraction ? `.${fraction}` : "");
}

export const isDecimal = (text: string): boolean => parts(text) !== null;

/** -1, 0 or 1; texts that are no numbers count as zero. */
export function signOf(text: string): -1 | 0 | 1 {
  const found = parts(text);
  if (!found || found.digits === 0n) return 0;
  return found.negative ? -1 : 1;
}

/** The value times ten to the power of `places`: "0.15" by 2 is "15", "15" by -2 is "0.15". */
export function shift(text: string, places: number): string {
  const found = parts(text);
  if (!found) return text;
  const scale = found.scale - places;
  if (scale >= 0) return write(signed(found), scale);
  return write(signed(found) * 10n ** BigInt(-scale), 0);
}

/** Whether two texts are the same number, however they are written. */
export const same = (one: string, other: string): boolean => shift(one, 0) === shift(other, 0);

export function negate(text: string): string {
  const found = parts(text);
  return found ? write(-signed(found), found.scale) : text;
}

/** Both on one scale, the finer of the two. */
function level(one: string, other: string): [bigint, bigint, number] | null {
  const [a, b] = [parts(one), parts(other)];
  if (!a || !b) return null;
  const scale = Math.max(a.scale, b.scale);
  const raised = (it: Parts) => signed(it) * 10n ** BigInt(scale - it.scale);
  return [raised(a), raised(b), scale];
}

/** The sum, exactly; a text that is no number makes it the other one. */
export function plus(one: string, other: string): string {
  const both = level(one, other);
  if (both) return write(both[0] + both[1], both[2]);
  return isDecimal(one) ? one : other;
}

export const minus = (one: string, other: string): string => plus(one, negate(other));

/** The product, exactly. */
export function times(one: string, other: string): string {
  const [a, b] = [parts(one), parts(other)];
  return a && b ? write(signed(a) * signed(b), a.scale + b.scale) : one;
}

/** One by the other to so many places, halves away from zero; null by zero. */
export function quotient(one: string, other: string, places: number): string | null {
  const both = level(one, other);
  if (!both || both[1] === 0n) return null;
  const [upper, lower] = [both[0] * 10n ** BigInt(places), both[1]];
  const negative = upper < 0n !== lower < 0n;
  const [dividend, divisor] = [upper < 0n ? -upper : upper, lower < 0n ? -lower : lower];
  const rounded = (2n * dividend + divisor) / (2n * divisor);
  return write(negative ? -rounded : rounded, places);
}

/** -1, 0 or 1, as the first is less than, equal to or more than the second. */
export const compare = (one: string, other: string): -1 | 0 | 1 => signOf(minus(one, other));

/** For pixels only: the nearest float. Never shown, never compared with money. */
export const approximately = (text: string): number => Number(text) || 0;
