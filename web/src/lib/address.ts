/** Whether a text is an address of the web, with or without its scheme. */
export function looksLikeAddress(text: string): boolean {
  if (/\s/.test(text)) return false;
  if (/^https?:\/\/[^/]+/i.test(text)) return URL.canParse(text);
  return /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(\/|$)/i.test(text);
}

const thisMachine: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether bolo is looked at on the machine that it runs on. */
export const isThisMachine = (): boolean => thisMachine.has(window.location.hostname);
