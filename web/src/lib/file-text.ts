/** A file as people save it: text in UTF-8, else UTF-16 by its mark, else Windows' letters; or not. */

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

/** How xlsx and ods begin, which are ZIPs, and xls. */
const WORKBOOKS = ["80,75,3,4", "208,207,17,224"];

/** Whether a file begins as a workbook of a spreadsheet does. */
export async function isWorkbook(file: Blob): Promise<boolean> {
  const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return WORKBOOKS.includes(beginning.join(","));
}

/** The bytes of a file in base64, as JSON can hold them. */
export function fileBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => {
      reject(reader.error ?? new Error("The file cannot be read."));
    };
    reader.onload = () => {
      const told = typeof reader.result === "string" ? reader.result : "";
      resolve(told.slice(told.indexOf(",") + 1));
    };
    reader.readAsDataURL(file);
  });
}
