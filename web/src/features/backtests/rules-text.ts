/** Single values of a RULES.toml, read and written in their lines: all else stays as it is. */

const header = /^\s*(\[\[?)\s*([A-Za-z_.-]+)\s*\]\]?\s*(?:#.*)?$/;
const line = /^(\s*["']?([\w-]+)["']?\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'[{]+)(\s*)(#.*)?$/;

type Line = { at: number; table: string; key: string };

/** The lines that hold a single value, by their table; `rule 2` is the second [[rule]]. */
function lines(text: string): { values: Line[]; headers: Map<string, number> } {
  const values: Line[] = [];
  const headers = new Map<string, number>();
  let table = "";
  let rules = 0;
  text.split("\n").forEach((one, at) => {
    const [, opened, name] = header.exec(one) ?? [];
    if (opened && name) {
      if (opened === "[[") rules += 1;
      table = opened === "[[" ? `${name} ${rules}` : name;
      headers.set(table, at);
      return;
    }
    const key = line.exec(one)?.[2];
    if (key) values.push({ at, table, key });
  });
  return { values, headers };
}

const found = (text: string, table: string, key: string) =>
  lines(text).values.find((one) => one.table === table && one.key === key)?.at;

/** How many [[rule]] there are. */
export const ruleCount = (text: string): number =>
  [...lines(text).headers.keys()].filter((table) => table.startsWith("rule ")).length;

/** A single value as it is written, without its quotes; null where there is none. */
export function valueIn(text: string, table: string, key: string): string | null {
  const at = found(text, table, key);
  const written = at === undefined ? undefined : line.exec(text.split("\n")[at] ?? "")?.[3];
  if (written === undefined) return null;
  if (/^["']/.test(written)) return written.slice(1, -1);
  return written.replaceAll("_", "");
}

/** A remark stays in its column as long as there is room. */
function rewritten(old: string, value: string): string {
  const [, start = "", , , , remark] = line.exec(old) ?? [];
  if (remark === undefined) return start + value;
  return `${`${start}${value} `.padEnd(old.indexOf(remark))}${remark}`;
}

/** The text with another value for a key; where there is none it comes last in its table. */
export function withValue(text: string, table: string, key: string, value: string): string {
  const all = text.split("\n");
  const at = found(text, table, key);
  if (at !== undefined) return all.with(at, rewritten(all[at] ?? "", value)).join("\n");
  const { values, headers } = lines(text);
  const last = values.findLast((one) => one.table === table)?.at ?? headers.get(table) ?? -1;
  return all.toSpliced(last + 1, 0, `${key} = ${value}`).join("\n");
}

/** The text without a key. */
export function withoutValue(text: string, table: string, key: string): string {
  const at = found(text, table, key);
  return at === undefined ? text : text.split("\n").toSpliced(at, 1).join("\n");
}
