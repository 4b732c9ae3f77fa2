/** Answers that the contract allows, built from the API's own document at its edges. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { Refusal, type Reply } from "./api.ts";

type Schema = {
  $ref?: string;
  anyOf?: Schema[];
  allOf?: Schema[];
  type?: string;
  format?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  default?: unknown;
};
type Operation = {
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
type Contract = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const contract = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../openapi.json"), "utf8"),
) as Contract;

/** How an answer is filled in; each is asked anew for every field. */
export type Edge = {
  /** Whether what may be null is. */
  absent: () => boolean;
  items: () => number;
  amount: () => string;
  /** A share, a rate, a count or a factor that is written as a decimal. */
  decimal: () => string;
  integer: () => number;
  currency: () => string;
  text: (name: string) => string;
  /** One of so many. */
  pick: (count: number) => number;
  time: () => string;
};

/** Names and moments differ from one to the next, as they do in a table's rows. */
let told = 0;
const next = () => (told += 1);
export const named = (name: string) => `${name} ${next()}`;
export const after = (moment: string) => () =>
  new Date(Date.parse(moment) + next() * 60_000).toISOString();

/** Everything is there, and every figure is nothing. */
export const plain: Edge = {
  absent: () => false,
  items: () => 2,
  amount: () => "0",
  decimal: () => "0",
  integer: () => 0,
  currency: () => "EUR",
  text: named,
  pick: () => 0,
  time: after("2026-03-01T12:00:00Z"),
};

let ids = 0;
const uuid = () => `00000000-0000-7000-8000-${(ids += 1).toString().padStart(12, "0")}`;

const isKind = (type: string) => (one: Schema) => one.type === type;
const isDecimal = (choices: Schema[]) =>
  choices.some(isKind("number")) && choices.some(isKind("string"));

function textOf(schema: Schema, name: string, edge: Edge): string {
  if (schema.format === "uuid") return uuid();
  if (schema.format === "date-time") return edge.time();
  if (schema.format === "date" || name === "date" || name === "day")
    return edge.time().slice(0, 10);
  if (name.endsWith("currency")) return edge.currency();
  return edge.text(name);
}

function anyOf(choices: Schema[], name: string, edge: Edge): unknown {
  const nullable = choices.some(isKind("null"));
  if (nullable && edge.absent()) return null;
  const some = choices.filter((one) => one.type !== "null");
  if (isDecimal(some)) return name === "amount" ? edge.amount() : edge.decimal();
  return valueOf(some[edge.pick(some.length)] ?? {}, name, edge);
}

function objectOf(schema: Schema, edge: Edge): Record<string, unknown> {
  const must = new Set(schema.required ?? []);
  // What need not be sent has a default, and the server always writes it. A list ends somewhere.
  const known = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    if (name === "next") return [name, null] as const;
    const left = !must.has(name) && inner.default !== undefined && edge.absent();
    return [name, left ? inner.default : valueOf(inner, name, edge)] as const;
  });
  const more = schema.additionalProperties;
  const others =
    typeof more === "object"
      ? Array.from(
          { length: edge.items() },
          (_, at) => [`${edge.text("key")} ${at}`, more] as const,
        )
      : [];
  return Object.fromEntries([
    ...known,
    ...others.map(([name, inner]) => [name, valueOf(inner, name, edge)] as const),
  ]);
}

function listOf({ items = {} }: Schema, name: string, edge: Edge): unknown[] {
  const all = Array.from({ length: edge.items() }, () => valueOf(items, name, edge));
  const texts = all.every((one) => typeof one === "string");
  return texts ? [...new Set(all)] : all;
}

function within({ minimum = -Infinity, maximum = Infinity }: Schema, value: number): number {
  return Math.min(Math.max(value, minimum), maximum);
}

function valueOf(schema: Schema, name: string, edge: Edge): unknown {
  if (schema.$ref) {
    const named = contract.components.schemas[schema.$ref.split("/").at(-1) ?? ""];
    return valueOf(named ?? {}, name, edge);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[edge.pick(schema.enum.length)];
  if (schema.anyOf) return anyOf(schema.anyOf, name, edge);
  if (schema.allOf) return valueOf(schema.allOf[0] ?? {}, name, edge);
  switch (schema.type) {
    case "object":
      return objectOf(schema, edge);
    case "array":
      return listOf(schema, name, edge);
    case "string":
      return textOf(schema, name, edge);
    case "integer":
      return within(schema, edge.integer());
    case "number":
      return Number(edge.decimal());
    case "boolean":
      return edge.pick(2) === 1;
    default:
      return null;
  }
}

const shapeOf = (text: string) => new RegExp(`^${text.replaceAll(/\{\w+\}/g, "[^/]+")}$`);

/** The routes of a server that answers every question of reading at this edge. */
export function answersAt(edge: Edge): Record<string, Reply> {
  const known = Object.entries(contract.paths).flatMap(([path, { get }]) => {
    const schema = get?.responses["200"]?.content?.["application/json"]?.schema;
    return schema ? [{ path: path.replace("/api/v1", ""), schema }] : [];
  });
  const kept = new Map<string, unknown>();
  const answer = (asked: string, schema: Schema) => {
    if (!kept.has(asked)) kept.set(asked, valueOf(schema, "", edge));
    return kept.get(asked);
  };
  const routes = known.map(({ path, schema }) => [`GET ${path}`, () => answer(path, schema)]);
  return {
    ...(Object.fromEntries(routes) as Record<string, Reply>),
    "GET *": ({ path }) => {
      const found = known.find((one) => shapeOf(one.path).test(path));
      return found ? answer(path, found.schema) : new Refusal(404, "Not in the contract");
    },
  };
}
