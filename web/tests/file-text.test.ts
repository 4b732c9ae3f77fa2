import { expect, test } from "vitest";

import { fileBase64, fileText, isWorkbook } from "@/lib/file-text";

const read = (...bytes: number[]) => fileText(new Blob([new Uint8Array(bytes)]));

test("a file is read by whatever letters it was saved in", async () => {
  expect(await read(0xef, 0xbb, 0xbf, 0xe2, 0x82, 0xac)).toBe("€");
  expect(await read(0x39, 0x20, 0x80, 0xfc)).toBe("9 €ü");
  expect(await read(0xff, 0xfe, 0xac, 0x20)).toBe("€");
  expect(await read(0xfe, 0xff, 0x20, 0xac)).toBe("€");
  expect(await read()).toBe("");
});

test("a workbook is told by how it begins, and its bytes are kept", async () => {
  const book = new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 0xff])]);
  const old = new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])]);

  expect(await isWorkbook(book)).toBe(true);
  expect(await isWorkbook(old)).toBe(true);
  expect(await isWorkbook(new Blob(["PK, price"]))).toBe(false);
  expect(await fileBase64(book)).toBe("UEsDBP8=");
  expect(await fileBase64(new Blob([]))).toBe("");
});
