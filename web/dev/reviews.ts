/** Made-up pairs, prices in doubt and one product in full, for looking at the screens. */
import type {
  PriceQuestion,
  ProductDetail,
  Review,
  ReviewSummary,
} from "../src/api/generated/types.gen.ts";
import { NOW, chance, id, opportunity } from "./street.ts";

const day = 86_400_000;
const ago = (days: number) => new Date(NOW - days * day).toISOString();
const whys = ["unsure", "near_miss", "reported"] as const;

export function review(index: number): Review {
  const one = opportunity(index * 5 + 1);
  const side = (of: Review["left"]["id"], title: string, shop: string): Review["left"] => ({
    ...one.listing,
    id: of,
    title,
    shop,
    attributes: [],
  });
  return {
    id: id(21, index),
    asked_at: ago(0.1),
    why: whys[index % 3] ?? "unsure",
    probability: (0.62 - index * 0.03).toFixed(3),
    decision: index % 2 ? "no_match" : "match",
    left: side(id(22, index), `${one.product.title} 18 V Black`, "harbour-goods.example"),
    right: side(id(23, index), `${one.product.title} 18V White, twin pack`, "nordlicht.example"),
    product: one.product,
    differences: [
      { name: "brand", left: one.product.brand, right: one.product.brand, kind: "same" },
      { name: "colour", left: "black", right: "white", kind: "different" },
      { name: "part number", left: "EC-40", right: null, kind: "missing" },
      { name: "pack", left: null, right: "2", kind: "conflict" },
    ],
    reasons: ["The brand is the same", "One is a pack of two"],
    model: "shipped",
    answer: null,
    answered_at: null,
  };
}

export const SUMMARY: ReviewSummary = {
  open: 3,
  same: 4,
  different: 2,
  unsure: 1,
  model: { name: "shipped", labels: 0, trained_at: null, grown: false, fewest: 10 },
};

export function priceQuestion(index: number): PriceQuestion {
  const { listing } = opportunity(index * 3 + 2);
  return {
    id: id(24, index),
    listing_id: listing.id,
    shop: listing.shop,
    marketplace: "webpage",
    url: listing.url,
    title: listing.title,
    image: listing.image,
    asked_at: ago(0.05),
    options: [
      {
        price: { amount: "129.00", currency: "EUR" },
        where: "visible",
        text: "129.00 EUR, by the page as it is shown, at “span.price”",
      },
      {
        price: { amount: "149.00", currency: "EUR" },
        where: "json-ld",
        text: "149.00 EUR, by the data for search engines (JSON-LD)",
      },
    ],
    chosen: null,
    answered_at: null,
  };
}

const eur = (amount: number) => ({ amount: amount.toFixed(2), currency: "EUR" });

export function product(index = 1): ProductDetail {
  const random = chance(index + 9);
  const { product: brief, listing } = opportunity(index);
  const walk = (start: number, steps: number, out: boolean) => {
    let price = start;
    return Array.from({ length: steps }, (_, step) => {
      price *= 0.95 + random() * 0.1;
      const hole = out && step % 9 === 5;
      return { at: ago(88 - (88 * step) / steps), price: hole ? null : price.toFixed(2) };
    });
  };
  const shops = ["harbour-goods.example", "la-esquina.example", "nordlicht.example"];
  const bands = Array.from({ length: 12 }, (_, step) => {
    const point = 182 + Math.sin(step / 2) * 9;
    const far = 26 - step;
    return {
      at: ago(84 - step * 7),
      low80: (point - far).toFixed(2),
      low50: (point - far / 2.4).toFixed(2),
      point: point.toFixed(2),
      high50: (point + far / 2.2).toFixed(2),
      high80: (point + far * 1.1).toFixed(2),
    };
  });
  const venues = [
    { slug: "ebay-de", title: "eBay (Germany)" },
    { slug: "amazon-de", title: "Amazon (Germany)" },
  ];
  const said = ["skip", "negotiate", "buy", "negotiate", "buy"] as const;
  return {
    product: brief,
    venues,
    venue: "ebay-de",
    conditions: ["new", "used_good"],
    condition: "new",
    currency: "EUR",
    since: ago(90),
    cheapest: eur(179),
    offers: shops.map((shop, at) => ({
      ...listing,
      id: id(25, at),
      shop,
      price: eur(149 + at * 12),
    })),
    series: [
      ...shops.map((shop, at) => ({
        key: id(25, at),
        label: `${shop}: ${listing.title}`,
        marketplace: "shopify",
        shop,
        condition: at === 2 ? "used_good" : "new",
        kind: "ask" as const,
        points: walk(168 + at * 14, 16 + at * 5, at === 1),
      })),
      {
        key: "sold-ebay-de-new",
        label: "Your sales at eBay (Germany)",
        marketplace: "ebay-de",
        shop: "ebay-de",
        condition: "new",
        kind: "sold" as const,
        points: [70, 51, 33, 12].map((days) => ({
          at: ago(days),
          price: (176 + random() * 20).toFixed(2),
        })),
      },
    ],
    bands,
    fees_line: bands.map(({ at, point }) => ({ at, amount: (Number(point) * 0.12).toFixed(2) })),
    max_cost_line: bands.map(({ at, low50 }) => ({ at, amount: (Number(low50) * 0.8).toFixed(2) })),
    verdicts: said.map((verdict, step) => ({
      at: ago(80 - step * 16),
      verdict,
      profit: eur(8 + step * 5),
      opportunity_id: id(26, 0),
      gone_at: null,
    })),
    worth: [
      {
        venue: "ebay-de",
        condition: "new",
        at: ago(0.2),
        point: eur(182),
        low50: eur(175),
        high50: eur(190),
        low80: eur(166),
        high80: eur(201),
        days_p50: 9,
        days_p80: 24,
        days_insufficient: null,
        survival: Array.from({ length: 31 }, (_, at) => ({
          day: at * 2,
          unsold: Math.exp(-at / 6).toFixed(3),
        })),
        evidence: [
          { kind: "own_sale", count: 4, weight: "5.2", newest: ago(12) },
          { kind: "vanished", count: 7, weight: "2.1", newest: ago(3) },
          { kind: "ask", count: 11, weight: "1.4", newest: ago(0.1) },
        ],
        pooled_from: "product",
        insufficient: null,
      },
      {
        venue: "amazon-de",
        condition: "new",
        at: null,
        point: null,
        low50: null,
        high50: null,
        low80: null,
        high80: null,
        days_p50: null,
        days_p80: null,
        days_insufficient: null,
        survival: [],
        evidence: [],
        pooled_from: "product",
        insufficient:
          "Insufficient data: no sale, and only one ask; two independent ones are needed.",
      },
    ],
  };
}
