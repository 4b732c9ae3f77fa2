/** The text of a file as people save it: UTF-8, else UTF-16 by its mark, else Windows' letters. */

const MARKS = new Map([
  ["255,254", "utf-16le"],
  ["254,255", "utf-16be"],
]);

/** Read a whole file; `Blob.text` takes all for UTF-8, so that Excel's € and ü are lost. */
export async function fileText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const marked = MARKS.get(bytes.slice(0, 2).join(","));
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
