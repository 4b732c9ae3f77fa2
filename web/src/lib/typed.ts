/** Numbers as people type them, each country in its way. What may be two numbers is never guessed. */
import { isDecimal } from "./decimal";

const marks = new Map<string, string>();

/** What stands before the fraction where the reader lives; a mark that nobody can type is a point. */
function markOf(locale: string | undefined): string {
  const key = locale ?? "";
  const known = marks.get(key);
  if (known) return known;
  const written = new Intl.NumberFormat(locale).formatToParts(0.5);
  const mark = written.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
  marks.set(key, mark);
  return mark;
}

/** Three digits behind a mark may be thousands: one more says that they are not. */
const plainly = (text: string): string =>
  /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;

/** "1234.5" as the reader would type it, "1234,5" in German: `typedNumber` reads the same of it. */
export const asTyped = (number: string, locale?: string): string =>
  plainly(number).replace(".", markOf(locale));

/** A comma, a point: three digits behind it may be thousands or a fraction. */
const eitherWay = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
const grouped = [
  /^([+-]?[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d*))?$/,
  /^([+-]?[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d*))?$/,
  /^([+-]?[1-9]\d{0,2}(?:[ '’]\d{3})+)(?:[.,](\d*))?$/,
];

type Reading = {
  /** A share or a duration: nobody groups its digits, so that a comma is a point. */
  small?: boolean;
};

const tidy = (text: string): string => text.normalize("NFKC").trim().replaceAll(/\s/g, " ");

/** The number that was typed, as "1234.5"; null for none, and for what may be two. */
export function typedNumber(text: string, { small = false }: Reading = {}): string | null {
  const typed = tidy(text);
  if (eitherWay.test(typed)) return small ? typed.replace(",", ".") : null;
  for (const shape of grouped) {
    const [, whole, fraction] = shape.exec(typed) ?? [];
    if (whole) return whole.replaceAll(/[^\d+-]/g, "") + (fraction ? `.${fraction}` : "");
  }
  const pointed = typed.replace(",", ".").replace(/\.$/, "");
  return isDecimal(pointed) ? pointed : null;
}

/** The sentence to show beside what was typed, or null when it is one number. */
export function typedMistake(
  text: string,
  { locale, ...reading }: Reading & { locale?: string } = {},
): string | null {
  if (typedNumber(text, reading) !== null) return null;
  const typed = tidy(text);
  if (!eitherWay.test(typed)) return "A number, please";
  const [whole = "", fraction = ""] = typed.split(/[.,]/);
  const small = asTyped(`${whole}.${fraction.slice(0, 2)}`, locale);
  return `${whole}${fraction}, or ${small}? Write one of them`;
}
