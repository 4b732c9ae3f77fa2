import { readFileSync } from "node:fs";

import { defineConfig } from "@hey-api/openapi-ts";

type Schema = Record<string, unknown>;

const isNumber = (one: unknown) => (one as Schema).type === "number";
const isText = (one: unknown) => (one as Schema).type === "string";

/** The API takes decimals as numbers too but always writes them as strings; so do we. */
function exact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== "object" || value === null) return value;
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, exact(inner)]),
  );
  const choices = schema.anyOf;
  if (!Array.isArray(choices) || !choices.some(isNumber) || !choices.some(isText)) return schema;
  return { ...schema, anyOf: choices.filter((one) => !isNumber(one)) };
}

const document: unknown = JSON.parse(
  readFileSync(new URL("./openapi.json", import.meta.url), "utf8"),
);

export default defineConfig({
  input: exact(document) as Record<string, unknown>,
  output: { path: "src/api/generated", clean: true },
  plugins: [
    { name: "@hey-api/client-fetch", bundle: true, baseUrl: false },
    { name: "@hey-api/typescript", enums: false },
    { name: "@hey-api/sdk" },
  ],
});
