/** The filters of the opportunity list, as they stand in the address. Each is optional. */
import { isDecimal, signOf } from "./decimal";

export const VERDICTS = ["buy", "negotiate", "skip"] as const;
type VerdictName = (typeof VERDICTS)[number];

/** Which opportunities: those that are open unless said otherwise. */
export const STATUSES = ["open", "gone", "all"] as const;
export type StatusName = (typeof STATUSES)[number];

export type Filters = {
  sort?: string;
  status?: StatusName;
  verdict?: VerdictName[];
  marketplace?: string[];
  category?: string[];
  min_profit?: string;
  min_margin?: string;
  min_roi?: string;
  min_probability?: string;
  max_risk?: string;
  max_age_hours?: string;
  q?: string;
};

/** What every part of a filter bar gets: what is chosen, and how to choose otherwise. */
export type FilterProps = { filters: Filters; onFilters: (filters: Filters) => void };

export const DEFAULT_SORT = "-rank";

const SORTABLE = new Set([
  "profit",
  "margin",
  "roi",
  "risk",
  "probability",
  "found_at",
  "cost",
  "exit_price",
  "category",
  "marketplace",
]);

export const NUMBERS = [
  "min_profit",
  "min_margin",
  "min_roi",
  "min_probability",
  "max_risk",
  "max_age_hours",
] as const;

export type NumberFilter = (typeof NUMBERS)[number];

const list = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (one): one is string => typeof one === "string" && one !== "",
  );

const number = (value: unknown): string | undefined =>
  typeof value === "string" && isDecimal(value) && signOf(value) >= 0 ? value : undefined;

const whole = (value: unknown): string | undefined =>
  typeof value === "string" && /^[1-9]\d{0,5}$/.test(value) ? value : undefined;

const atLeastOne = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined);

/** Reads whatever stands in the address; what makes no sense is left out. */
export function readFilters(search: Record<string, unknown>): Filters {
  const sort = search.sort;
  const q = search.q;
  const found: Filters = {
    sort:
      typeof sort === "string" && SORTABLE.has(sort.replace(/^-/, "")) && sort !== DEFAULT_SORT
        ? sort
        : undefined,
    status: STATUSES.find((one) => one === search.status && one !== "open"),
    verdict: atLeastOne(VERDICTS.filter((one) => list(search.verdict).includes(one))),
    marketplace: atLeastOne(list(search.marketplace)),
    category: atLeastOne(list(search.category)),
    min_profit: number(search.min_profit),
    min_margin: number(search.min_margin),
    min_roi: number(search.min_roi),
    min_probability: number(search.min_probability),
    max_risk: number(search.max_risk),
    max_age_hours: whole(search.max_age_hours),
    q: typeof q === "string" && q.trim() !== "" ? q : undefined,
  };
  return withoutAbsent(found);
}

function withoutAbsent(filters: Filters): Filters {
  return Object.fromEntries(
    Object.entries(filters as Record<string, unknown>).filter(([, value]) => value !== undefined),
  );
}

/** The filters in the form the API asks for. */
export function toQuery(filters: Filters) {
  const { sort, max_age_hours, ...rest } = filters;
  return {
    sort: sort ?? DEFAULT_SORT,
    ...rest,
    ...(max_age_hours ? { max_age_hours: Number(max_age_hours) } : {}),
  };
}

/** How many filters narrow the list; sorting does not. */
export const countFilters = (filters: Filters): number =>
  Object.keys(filters).filter((key) => key !== "sort").length;

/** The value with or without `one`. */
export const toggled = <T extends string>(values: readonly T[] | undefined, one: T): T[] =>
  values?.includes(one) ? values.filter((value) => value !== one) : [...(values ?? []), one];

/** Pressing a column: first the most interesting way round, then the other. */
export function nextSort(current: string, column: string, firstDown: boolean): string {
  const down = `-${column}`;
  if (current === down) return column;
  if (current === column) return down;
  return firstDown ? down : column;
}
