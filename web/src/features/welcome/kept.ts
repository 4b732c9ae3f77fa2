/** How far somebody came in the first steps of a workspace, in this browser: it can be gone on with. */
export type Kept = {
  step: 1 | 2 | 3;
  rule: string;
  title: string;
  template: string | null;
  search: string | null;
  skipped: boolean;
};

const beginning: Kept = {
  step: 1,
  rule: "",
  title: "",
  template: null,
  search: null,
  skipped: false,
};
const keyOf = (workspace: string): string => `bolo.welcome.${workspace}`;

export function readKept(workspace: string): Kept {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(workspace)) ?? "null");
    if (typeof found !== "object" || found === null) return beginning;
    const kept = { ...beginning, ...found };
    return { ...kept, step: kept.search === null && kept.step === 3 ? 2 : kept.step };
  } catch {
    return beginning;
  }
}

export function keep(workspace: string, kept: Kept): void {
  localStorage.setItem(keyOf(workspace), JSON.stringify(kept));
}

export function forget(workspace: string): void {
  localStorage.removeItem(keyOf(workspace));
}
