/** The token of a pasted link, or the pasted text when it is the token itself. */
export function tokenOf(pasted: string): string {
  const text = pasted.trim();
  return URL.canParse(text) ? (new URL(text).searchParams.get("token") ?? text) : text;
}
