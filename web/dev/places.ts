/** The made-up sources, watches, marketplaces and alerts beside the street of offers. */
import { NOW, eur, id, opportunity } from "./street.ts";

const health = (state: string, reason: string | null, failures: number, next: number | null) => ({
  state,
  reason,
  failures,
  next_try_at: next === null ? null : new Date(NOW + next * 60_000).toISOString(),
});
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const places: [string, string, ReturnType<typeof health>, number, number][] = [
  ["shopify", "harbour-goods.example", health("ok", null, 0, null), 0.4, 1_248],
  ["woocommerce", "la-esquina.example", health("ok", null, 0, null), 2, 611],
  [
    "page",
    "nordlicht.example",
    health("blocked", "Blocked by Cloudflare; bolo stays away for now", 3, 42),
    190,
    87,
  ],
  [
    "page",
    "marktplatz-7.example",
    health("failing", "The shop answered 503 Service Unavailable", 2, 4),
    31,
    302,
  ],
  [
    "steam",
    "store.steampowered.com",
    health("waiting", "Waiting for its turn in the budget", 0, 1),
    6,
    40,
  ],
];

export const SOURCES = places.map(([marketplace, host, state, minutes, listings]) => ({
  marketplace,
  host,
  health: state,
  last_ok_at: ago(minutes),
  listings,
  questions: 3,
  asked_last_hour: 58,
  budget_per_minute: 30,
}));

export const WATCHES = SOURCES.map((source, index) => ({
  id: id(9, index),
  label: source.host.replace(".example", ""),
  kind: index === 2 ? "page" : "shop",
  address: `https://${source.host}/`,
  words: null,
  marketplace: source.marketplace,
  every_seconds: [600, 300, 3_600, 600, 86_400][index],
  fixed: index % 2 === 0,
  state: index === 4 ? "paused" : "active",
  created_at: ago(9_000),
  last_asked_at: ago(index + 1),
  next_ask_at: new Date(NOW + (index + 2) * 60_000).toISOString(),
  offers: source.listings,
  health: source.health,
  demo: index < 2,
}));

export const MARKETPLACES = [
  [
    "shopify",
    "Shopify shops",
    ["reads pages", "lists a shop"],
    "Public product feed",
    "Every shop publishes its goods at /products.json; robots.txt is kept.",
  ],
  [
    "woocommerce",
    "WooCommerce shops",
    ["reads pages", "lists a shop"],
    "Public Store API",
    "Only the public Store API is asked; robots.txt is kept.",
  ],
  [
    "page",
    "Any product page",
    ["reads pages"],
    "Public page",
    "What a visitor sees, at the pace of a visitor; blocks and login walls are respected.",
  ],
  [
    "steam",
    "Steam",
    ["reads pages", "searches"],
    "Public API",
    "Unofficial but open; kept below 200 requests in five minutes.",
  ],
].map(([slug, title, powers, access, note]) => ({
  slug,
  title,
  powers,
  access,
  policy_source: `https://${String(slug)}.example/terms`,
  policy_note: note,
  per_minute: 30,
  burst: 10,
  credentials: [],
}));

export const QUARANTINE = [0, 1].map((index) => ({
  id: id(8, index),
  listing: opportunity(index + 4).listing,
  seen: eur(index ? 1_890_000 : 0),
  usual: eur(18_900),
  kind: index ? "tie" : "zero_price",
  reason: index
    ? "The page states several prices alike: a person chooses one."
    : "The price was read as zero.",
  since: ago(14 + index * 20),
  reads: 1,
}));

export const ALERTS = Array.from({ length: 12 }, (_, index) => {
  const one = opportunity(index * 31 + 2);
  return {
    id: id(7, index),
    kind: "verdict",
    title: one.listing.title,
    body: `Buy for €${one.cost.amount}, sells for €${one.exit_price.amount} on ${one.venue.title}: €${one.profit.amount} left.`,
    created_at: ago(index * 37 + 3),
    read_at: index < 3 ? null : ago(index * 20),
    opportunity_id: one.id,
  };
});

export const VENUES = [
  { slug: "ebay-de", title: "eBay (Germany), private seller", currency: "EUR" },
  { slug: "ebay-us", title: "eBay (United States)", currency: "USD" },
  { slug: "amazon-de", title: "Amazon (Germany)", currency: "EUR" },
  { slug: "vinted", title: "Vinted", currency: "EUR" },
];
