/** A make-believe API inside Vite, so that screens can be seen without the backend.
 *
 * The cookie `bolo_mock` chooses a scene: first-run, signed-out, empty, error or slow.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";

import type { Connect, Plugin } from "vite";
import { WebSocketServer } from "ws";

import type { Opportunity } from "../src/api/generated/types.gen.ts";
import { ALERTS, MARKETPLACES, QUARANTINE, SOURCES, VENUES, WATCHES } from "./places.ts";
import { priceQuestion, product, review, SUMMARY } from "./reviews.ts";
import { ASSUMED } from "./risk.ts";
import { detail, NOW, opportunity, picture, prices } from "./street.ts";

const count = 100_000;
const all: Opportunity[] = [];
const rows = () => {
  if (all.length === 0) for (let index = 0; index < count; index += 1) all.push(opportunity(index));
  return all;
};
let demoOn = true;

const keys: Record<string, (it: Opportunity) => number | string> = {
  profit: (it) => Number(it.profit.amount),
  margin: (it) => Number(it.margin),
  roi: (it) => Number(it.roi),
  risk: (it) => Number(it.risk.amount),
  probability: (it) => Number(it.probability),
  found_at: (it) => it.found_at,
  cost: (it) => Number(it.cost.amount),
  exit_price: (it) => Number(it.exit_price.amount),
  category: (it) => it.product.category ?? "",
  marketplace: (it) => it.listing.marketplace,
};

function passes(it: Opportunity, query: URLSearchParams): boolean {
  const among = (name: string, value: string) =>
    !query.has(name) || query.getAll(name).includes(value);
  const least = (name: string, value: string) =>
    !query.has(name) || Number(value) >= Number(query.get(name));
  const words = (query.get("q") ?? "").toLowerCase();
  const hours = Number(query.get("max_age_hours") ?? Infinity);
  return (
    among("verdict", it.verdict) &&
    among("marketplace", it.listing.marketplace) &&
    among("category", it.product.category ?? "") &&
    least("min_profit", it.profit.amount) &&
    least("min_margin", it.margin) &&
    least("min_roi", it.roi) &&
    least("min_probability", it.probability) &&
    Number(it.risk.amount) <= Number(query.get("max_risk") ?? Infinity) &&
    NOW - Date.parse(it.found_at) <= hours * 3_600_000 &&
    it.listing.title.toLowerCase().includes(words)
  );
}

const sorted = new Map<string, Opportunity[]>();

function page(query: URLSearchParams) {
  const [limit, start] = [Number(query.get("limit") ?? 50), Number(query.get("cursor") ?? 0)];
  query.delete("cursor");
  query.delete("limit");
  const known = sorted.get(query.toString());
  const sort = query.get("sort") ?? "-profit";
  const key = keys[sort.replace("-", "")] ?? ((it: Opportunity) => Number(it.profit.amount));
  const way = sort.startsWith("-") ? -1 : 1;
  const found =
    known ??
    rows()
      .filter((it) => passes(it, query))
      .sort((a, b) => (key(a) < key(b) ? -way : key(a) > key(b) ? way : 0));
  sorted.set(query.toString(), found);
  const end = start + limit;
  return {
    items: found.slice(start, end),
    next: end < found.length ? String(end) : null,
    total: found.length,
  };
}

const tally = (values: string[]) => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, number]) => ({ value, count: number }));
};

const settings = {
  currency: "EUR",
  min_margin: "0.10",
  min_profit: "10.00",
  max_investment: "500.00",
  max_days: 45,
  wanted_roi: "0.20",
  min_probability: "0.80",
  roi_definition: "profit_over_landed_cost",
  exit_venues: ["ebay-de", "amazon-de"],
  tax_rate: "0",
  shipping_in: "4.90",
  prep_cost: "1.00",
  import_rate: "0",
  currency_spread: "0.015",
  hysteresis: "0.02",
  by_category: [],
};

const sessionOf = (scene: string) => ({
  signed_in: true,
  user: { id: "u", name: "Owner", email: null },
  workspace: { id: "w", name: "My workspace", currency: "EUR" },
  role: "owner",
  may: ["account", "approve", "manage", "read", "write"],
  first_run: scene === "first-run",
  version: "0.1.0",
});

const indexOf = (path: string) => parseInt(path.slice(-12), 16);
const list = (items: unknown[]) => ({ items, next: null });

type Answer = [number, unknown];

function answer(method: string, path: string, query: URLSearchParams, scene: string): Answer {
  const empty = scene === "empty" || scene === "first-run";
  if (path === "/opportunities") {
    return [200, empty ? { items: [], next: null, total: 0 } : page(query)];
  }
  if (path === "/opportunities/facets") {
    const some = rows();
    return [
      200,
      {
        verdicts: tally(some.map((it) => it.verdict)),
        marketplaces: tally(some.map((it) => it.listing.marketplace)),
        shops: tally(some.map((it) => it.listing.shop)),
        categories: tally(some.map((it) => it.product.category ?? "")),
      },
    ];
  }
  if (path.startsWith("/opportunities/")) return [200, detail(indexOf(path))];
  if (path.startsWith("/listings/")) return [200, list(prices(path.charCodeAt(45) || 1))];
  if (path.startsWith("/products/")) return [200, product(1)];
  if (path.endsWith("/answer")) {
    const index = indexOf(path.slice(0, -"/answer".length));
    return [
      200,
      path.startsWith("/reviews/") ? review(index) : { ...priceQuestion(index), chosen: 0 },
    ];
  }
  if (path === "/demo") {
    if (method !== "GET") demoOn = method === "POST";
    const on = demoOn && !empty;
    return [200, { available: true, running: on, installed: on, shops: [] }];
  }
  if (path === "/scan") return [200, scan()];
  if (method === "POST" && path.endsWith("/restore")) return [200, WATCHES[0]];
  if (method === "POST" && path === "/watches") return [201, WATCHES[0]];
  if (method === "POST" && path === "/webhook-endpoints") {
    return [201, { ...hooks[0], secret: "whsec_c2VjcmV0LWZvci10aGUtbW9jaw" }];
  }
  if (path.endsWith("/test")) return [200, { delivered: true, status: 204, error: null }];
  if (method === "PUT") return [200, path === "/settings/risk" ? ASSUMED : settings];
  if (method !== "GET") return [204, null];
  return lists(path, query, empty, scene);
}

function lists(path: string, query: URLSearchParams, empty: boolean, scene: string): Answer {
  const unread = query.get("unread") === "true";
  const known: Record<string, unknown> = {
    "/session": sessionOf(scene),
    "/settings": settings,
    "/settings/risk": ASSUMED,
    "/venues": list(VENUES),
    "/watches": list(empty ? [] : WATCHES),
    "/reviews": { ...list(empty ? [] : [0, 1, 2].map(review)), total: empty ? 0 : 3 },
    "/reviews/summary": { ...SUMMARY, open: empty ? 0 : 3 },
    "/price-questions": list(empty ? [] : [0, 1].map(priceQuestion)),
    "/sources": list(empty ? [] : SOURCES),
    "/marketplaces": list(MARKETPLACES),
    "/quarantine": list(empty ? [] : QUARANTINE),
    "/webhook-endpoints": list(empty ? [] : hooks),
    "/alerts": list(empty ? [] : ALERTS.filter((one) => !unread || one.read_at === null)),
  };
  return path in known
    ? [200, known[path]]
    : [404, { title: "Not found", status: 404, detail: "There is no such thing." }];
}

const hooks = [
  {
    id: "00000006-0000-7000-8000-000000000000",
    url: "https://example.com/hooks/bolo",
    enabled: true,
    last_status: 204,
    last_error: null,
  },
];

const scan = () => ({
  kind: "shop",
  marketplace: "shopify",
  more: true,
  offers: Array.from({ length: 24 }, (_, index) => ({
    ...opportunity(index * 7).listing,
    sku: null,
  })),
});

const sceneOf = (request: IncomingMessage) =>
  /bolo_mock=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";

function send(response: ServerResponse, status: number, body: unknown) {
  response.statusCode = status;
  response.setHeader(
    "content-type",
    status < 400 ? "application/json" : "application/problem+json",
  );
  response.end(body === null ? undefined : JSON.stringify(body));
}

const serve: Connect.NextHandleFunction = (request, response, next) => {
  const url = new URL(request.url ?? "/", "http://mock");
  const image = /^\/mock-images\/(\d+)\.svg$/.exec(url.pathname);
  if (image) {
    response.setHeader("content-type", "image/svg+xml");
    response.end(picture(Number(image[1])));
    return;
  }
  if (!url.pathname.startsWith("/api/v1/")) {
    next();
    return;
  }
  const scene = sceneOf(request);
  const path = url.pathname.slice("/api/v1".length);
  if (scene === "signed-out") {
    send(response, 401, {
      title: "Not signed in",
      status: 401,
      detail: "Nobody is signed in here.",
    });
  } else if (scene === "error" && !["/session", "/demo"].includes(path)) {
    send(response, 503, { title: "Busy", status: 503, detail: "The database is not answering." });
  } else {
    const [status, body] = answer(request.method ?? "GET", path, url.searchParams, scene);
    setTimeout(
      () => {
        send(response, status, body);
      },
      scene === "slow" && path !== "/session" ? 60_000 : 20,
    );
  }
};

function listen(server: Server | null) {
  const sockets = new WebSocketServer({ noServer: true });
  let position = 0;
  server?.on("upgrade", (request, socket, head) => {
    if (!request.url?.startsWith("/api/v1/live")) return;
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.send(JSON.stringify({ hello: position, resumed: false }));
      const timer = setInterval(() => {
        position += 1;
        const id = page(new URLSearchParams({ sort: "-profit" })).items[position % 8]?.id;
        client.send(JSON.stringify({ position, kind: "VerdictReached", ids: id ? [id] : [] }));
      }, 5_000);
      client.on("close", () => {
        clearInterval(timer);
      });
    });
  });
}

export function mockApi(): Plugin {
  return {
    name: "bolo-mock-api",
    configureServer(server) {
      server.middlewares.use(serve);
      listen(server.httpServer as Server | null);
    },
    configurePreviewServer(server) {
      server.middlewares.use(serve);
      listen(server.httpServer as Server);
    },
  };
}
