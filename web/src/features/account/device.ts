/** What a person would call the browser or program behind a user agent. */

const programs: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(?:e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl\//, "curl"],
  [/python|aiohttp|httpx/i, "A Python program"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

const first = (known: [RegExp, string][], agent: string): string | undefined =>
  known.find(([mark]) => mark.test(agent))?.[1];

export function deviceOf(agent: string): string {
  const told = /^[^/ ]+/.exec(agent)?.[0];
  const program = first(programs, agent) ?? told ?? "Unknown program";
  const system = first(systems, agent);
  return system ? `${program} on ${system}` : program;
}
