/** The filters of the feed, as they stand in the address. Each is optional. */
import { isDecimal, signOf } from "./decimal";

/** Which part of the feed: all that is new to us unless said otherwise. */
export const SHELVES = ["all", "unseen", "saved", "hidden", "gone"] as const;
export type Shelf = (typeof SHELVES)[number];

export type FeedFilters = {
  q?: string;
  shelf?: Shelf;
  marketplace?: string[];
  shop?: string[];
  condition?: string[];
  tag?: string[];
  min_price?: string;
  max_price?: string;
};

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

const texts = (value: unknown): string[] | undefined => {
  const found = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (one): one is string => typeof one === "string" && one !== "",
  );
  return found.length > 0 ? found : undefined;
};

const price = (value: unknown): string | undefined =>
  typeof value === "string" && isDecimal(value) && signOf(value) >= 0 ? value : undefined;

/** Reads whatever stands in the address; what makes no sense is left out. */
export function readFeedFilters(search: Record<string, unknown>): FeedFilters {
  const found: FeedFilters = {
    q: text(search.q),
    shelf: SHELVES.find((one) => one === search.shelf && one !== "all"),
    marketplace: texts(search.marketplace),
    shop: texts(search.shop),
    condition: texts(search.condition),
    tag: texts(search.tag),
    min_price: price(search.min_price),
    max_price: price(search.max_price),
  };
  return Object.fromEntries(
    Object.entries(found as Record<string, unknown>).filter(([, value]) => value !== undefined),
  );
}

const shelves: Record<Shelf, { saved?: true; viewed?: false; hidden?: true; status?: "gone" }> = {
  all: {},
  unseen: { viewed: false },
  saved: { saved: true },
  hidden: { hidden: true },
  gone: { status: "gone" },
};

/** The filters in the form the API asks for. */
export function toFeedQuery({ shelf, ...rest }: FeedFilters) {
  return { ...rest, ...shelves[shelf ?? "all"] };
}

/** How many filters narrow the feed; words and shelf stand in plain sight. */
export const countLimits = ({ min_price, max_price }: FeedFilters): number =>
  [min_price, max_price].filter((value) => value !== undefined).length;
