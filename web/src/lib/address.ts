/** Whether a text is an address of the web, with or without its scheme. */
export function looksLikeAddress(text: string): boolean {
  if (/\s/.test(text)) return false;
  if (/^https?:\/\/[^/]+/i.test(text)) return URL.canParse(text);
  return /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(\/|$)/i.test(text);
}
