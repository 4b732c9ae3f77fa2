import { expect, test } from "vitest";

import { fileText } from "@/lib/file-text";

const read = (...bytes: number[]) => fileText(new Blob([new Uint8Array(bytes)]));

test("a file is read by whatever letters it was saved in", async () => {
  expect(await read(0xef, 0xbb, 0xbf, 0xe2, 0x82, 0xac)).toBe("€");
  expect(await read(0x39, 0x20, 0x80, 0xfc)).toBe("9 €ü");
  expect(await read(0xff, 0xfe, 0xac, 0x20)).toBe("€");
  expect(await read(0xfe, 0xff, 0x20, 0xac)).toBe("€");
  expect(await read()).toBe("");
});
