/** A made-up street of offers, the same each time, for looking at the screens. */
import type {
  ListingBrief,
  Opportunity,
  OpportunityDetail,
  Reason,
} from "../src/api/generated/types.gen.ts";
import { riskOf } from "./risk.ts";

export const NOW = Date.now();
const hour = 3_600_000;

/** A small generator of repeatable chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const goods: [string, string, string, number][] = [
  ["Aria 5 Wireless Noise Cancelling Headphones", "Sonora", "Headphones", 189],
  ["Trailcam X2 4K Action Camera", "Peakline", "Cameras", 249],
  ["Brick Harbour Lighthouse 1,842 pieces", "Brickly", "Building sets", 159],
  ["Compact Espresso Machine EC-40", "Moka & Co", "Kitchen", 219],
  ["Mechanical Keyboard K75 Brown Switches", "Tactil", "Computing", 119],
  ["27″ QHD Monitor 165 Hz", "Lumen", "Computing", 279],
  ["Trail Running Shoe Ridge GTX", "Vento", "Shoes", 139],
  ["Cordless Drill 18 V with two batteries", "Forja", "Tools", 149],
  ["Robot Vacuum R9 with station", "Cleanly", "Home", 399],
  ["Smart Watch Pulse 3 44 mm", "Pulse", "Wearables", 229],
  ["Carry-on Suitcase Aero 38 L", "Nomad", "Luggage", 129],
  ["Portable SSD 2 TB", "Vault", "Computing", 149],
];
const variants = [null, "Black", "White", "Size 42", "Graphite", "EU plug"];
const shops: [string, string][] = [
  ["shopify", "harbour-goods.example"],
  ["woocommerce", "la-esquina.example"],
  ["page", "nordlicht.example"],
  ["shopify", "little-depot.example"],
  ["page", "marktplatz-7.example"],
];
const venues: [string, string][] = [
  ["ebay-de", "eBay Germany"],
  ["ebay-us", "eBay US"],
  ["amazon-de", "Amazon.de"],
];

export const eur = (cents: number) => {
  const whole = Math.trunc(Math.abs(cents) / 100);
  const rest = String(Math.abs(cents) % 100).padStart(2, "0");
  return { amount: `${cents < 0 ? "-" : ""}${whole}.${rest}`, currency: "EUR" };
};
export const id = (kind: number, index: number) =>
  `${kind.toString(16).padStart(8, "0")}-0000-7000-8000-${index.toString(16).padStart(12, "0")}`;
const at = <T>(list: readonly T[], part: number): T => list[Math.floor(part * list.length)] as T;

function listing(kind: number, index: number, random: () => number, title: string): ListingBrief {
  const [marketplace, shop] = at(shops, random());
  return {
    id: id(kind, index),
    marketplace,
    shop,
    title,
    url: `https://${shop}/products/${index}`,
    image: `/mock-images/${index % goods.length}.svg`,
    price: null,
    was_price: null,
    availability: random() < 0.9 ? "in_stock" : "out_of_stock",
    condition: "New",
    brand: null,
    gtin: String(4_000_000_000_000 + index * 7),
    mpn: `M-${1000 + (index % 900)}`,
    variant: at(variants, random()),
    seen_at: new Date(NOW - random() * hour).toISOString(),
    gone_at: null,
    demo: index % 3 === 0,
  };
}

export const reasonsFor = (verdict: Opportunity["verdict"], profit: string): Reason[] =>
  verdict === "buy"
    ? [
        {
          code: "profit",
          kind: "good",
          text: `The profit of €${profit} is above your minimum of €10.00.`,
        },
        { code: "margin", kind: "good", text: "The margin is above your minimum of 10 %." },
        { code: "same", kind: "good", text: "The GTIN is the same on both sides." },
        {
          code: "few",
          kind: "risk",
          text: "Only three others ask for it, so the sale price may be off.",
        },
      ]
    : verdict === "negotiate"
      ? [
          {
            code: "max_cost",
            kind: "gate",
            text: "It costs €6.20 more than the most you should pay.",
          },
          {
            code: "same",
            kind: "good",
            text: "Brand and model number are the same on both sides.",
          },
        ]
      : [
          {
            code: "profit",
            kind: "gate",
            text: "Less would be left than your minimum profit of €10.00.",
          },
          { code: "size", kind: "gate", text: "The sizes differ: 42 here, 44 there." },
          {
            code: "new",
            kind: "risk",
            text: "The price fell by 60 % today and has been read once.",
          },
        ];

export function opportunity(index: number): Opportunity {
  const random = chance(index + 1);
  const [title, brand, category, usual] = at(goods, random());
  const typical = usual * (0.35 + random() ** 4 * 6) * (159 / usual) ** 0.8;
  const cost = Math.round(typical * 100 * (0.45 + random() * 0.6));
  const exit = Math.round(typical * 100 * (0.85 + random() * 0.2));
  const fees = Math.round(exit * 0.128) + 35;
  const proceeds = exit - fees;
  const profit = proceeds - cost;
  const probability = (0.72 + random() * 0.279).toFixed(4);
  const margin = (profit / exit).toFixed(4);
  const verdict =
    profit > 1_500 && Number(probability) > 0.86 ? "buy" : profit > 0 ? "negotiate" : "skip";
  const found = new Date(NOW - random() ** 3 * 20 * 24 * hour).toISOString();
  const [slug, venue] = at(venues, random());
  const seller = listing(1, index, random, `${brand} ${title}`);
  const price = cost - 590;
  return {
    id: id(0, index),
    status: "open",
    found_at: found,
    changed_at: found,
    verdict,
    reasons: reasonsFor(verdict, eur(profit).amount),
    listing: {
      ...seller,
      brand,
      price: eur(price),
      was_price: random() < 0.4 ? eur(Math.round(price * 1.3)) : null,
    },
    product: { id: id(2, index), title, brand, category, image: seller.image },
    venue: { slug, title: venue },
    probability,
    cost: eur(cost),
    exit_price: eur(exit),
    fees: eur(fees),
    vat: eur(0),
    proceeds: eur(proceeds),
    profit: eur(profit),
    margin,
    roi: (profit / cost).toFixed(4),
    risk: eur(Math.round(cost * (1 - Number(probability)) * 0.6)),
    break_even: eur(Math.round((cost + 35) / 0.872)),
    max_cost: eur(Math.round(proceeds / 1.2)),
    demo: seller.demo,
  };
}

function movedBy(base: Opportunity): Pick<OpportunityDetail, "offer" | "changes" | "days_to_sell"> {
  const asked = Math.round(Number(base.listing.price?.amount ?? "0") * 100);
  const last = eur(Math.round(asked * 0.94));
  const first = eur(Math.round(asked * 0.89));
  const negotiate = base.verdict === "negotiate";
  return {
    offer: negotiate
      ? {
          offer: first,
          walk_away: last,
          text: `Offer ${first.amount} EUR and walk away above ${last.amount} EUR: at that price it costs ${last.amount} EUR to own, the most that your limits allow.`,
        }
      : null,
    changes: [
      {
        what: "price",
        now: `${base.listing.price?.amount ?? ""} EUR`,
        needed: `${last.amount} EUR`,
        verdict: base.verdict === "buy" ? "skip" : "buy",
        text:
          base.verdict === "buy"
            ? "Up to 99.00 EUR it stays a buy; from 99.01 EUR on it is to be skipped."
            : `At ${last.amount} EUR or less it is a buy.`,
      },
    ],
    days_to_sell: { p50: 9, p80: 24 },
  };
}

export function detail(index: number): OpportunityDetail {
  const base = opportunity(index);
  const random = chance(index + 77);
  const cents = (amount: string) => Math.round(Number(amount) * 100);
  const fees = cents(base.fees.amount);
  const price = cents(base.listing.price?.amount ?? "0");
  const line = { note: null, schedule: null, source: null, confirmed: true };
  const exit = cents(base.exit_price.amount);
  return {
    ...base,
    expected_sale: null,
    ...riskOf(
      {
        cost: cents(base.cost.amount),
        exit,
        profit: cents(base.profit.amount),
        probability: base.probability,
      },
      eur,
    ),
    vat_lines: [],
    cost_lines: [
      { ...line, name: "price", label: "Price", amount: eur(price) },
      {
        ...line,
        name: "shipping",
        label: "Shipping in",
        amount: eur(490),
        note: "As the shop states",
      },
      { ...line, name: "prep", label: "Preparation", amount: eur(100) },
    ],
    fee_lines: [
      {
        name: "final_value",
        label: "Final value fee",
        amount: eur(fees - 35),
        note: "12.8 % of the whole sale, tax included",
        schedule: "ebay-de 2026-02-01",
        source: "ebay.de fee page, read 2026-06-30",
        confirmed: index % 2 === 0,
      },
      {
        ...line,
        name: "order",
        label: "Per order",
        amount: eur(35),
        schedule: "ebay-de 2026-02-01",
      },
    ],
    roi_definitions: [
      {
        name: "profit_over_landed_cost",
        label: "Profit / landed cost",
        value: base.roi,
        chosen: true,
      },
      {
        name: "profit_over_price",
        label: "Profit / purchase price",
        value: "0.4410",
        chosen: false,
      },
      {
        name: "profit_over_exit_price",
        label: "Profit / exit price",
        value: "0.3120",
        chosen: false,
      },
    ],
    ...movedBy(base),
    evidence: {
      asks: 4,
      needed: 3,
      quantile: "0.25",
      lowest: eur(Math.round(exit * 0.96)),
      highest: eur(Math.round(exit * 1.2)),
    },
    comparables: [0, 1, 2, 3].map((other) => ({
      listing: listing(
        3,
        index * 4 + other,
        random,
        `${base.product.title}, ${base.product.brand ?? ""}`,
      ),
      probability: (0.99 - other * 0.03).toFixed(4),
      price: eur(Math.round(exit * (0.96 + other * 0.08))),
      reasons: [other % 2 ? "same brand and model number" : "same GTIN"],
    })),
    link: {
      probability: base.probability,
      method: "GTIN",
      reasons: [
        "Both state the same GTIN, and its check digit is right.",
        "The brand is the same.",
      ],
    },
    rates: {
      date: "2026-11-20",
      source: "European Central Bank",
      pairs: [{ from: "USD", to: "EUR", rate: "0.8641" }],
    },
  };
}

export function prices(seed: number) {
  const random = chance(seed + 5);
  let value = 12_000 + Math.round(random() * 15_000);
  return Array.from({ length: 42 }, (_, step) => {
    value = Math.max(2_000, Math.round(value * (0.93 + random() * 0.13)));
    const out = step % 13 === 7;
    return {
      at: new Date(NOW - (42 - step) * 2.6 * 24 * hour).toISOString(),
      price: eur(value),
      availability: out ? "out_of_stock" : "in_stock",
    };
  });
}

const hues = [255, 20, 45, 160, 290, 210, 95, 10, 190, 330, 60, 230];

export function picture(index: number): string {
  const hue = hues[index % hues.length] ?? 0;
  const round = index % 2 ? 40 : 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 40% 94%)"/><rect x="22" y="20" width="36" height="40" rx="${round}" fill="hsl(${hue} 45% 62%)"/><rect x="30" y="30" width="20" height="14" rx="4" fill="hsl(${hue} 60% 82%)"/></svg>`;
}
