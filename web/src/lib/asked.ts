/** What is asked of a thing's worth, as it stands in the address. */

export type Asked = { q?: string; product?: string; condition?: string };

const words = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** Reads whatever stands in the address; a condition of nothing means nothing. */
export function readAsked(search: Record<string, unknown>): Asked {
  const [q, product, condition] = [search.q, search.product, search.condition].map(words);
  if (q === undefined && product === undefined) return {};
  return {
    ...(q === undefined ? {} : { q }),
    ...(product === undefined ? {} : { product }),
    ...(condition === undefined ? {} : { condition }),
  };
}
