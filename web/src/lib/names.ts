/** What people call the things that the API names by a slug. */

const marketplaces: Record<string, string> = {
  cheapshark: "CheapShark",
  gog: "GOG",
  shopify: "Shopify",
  steam: "Steam",
  webpage: "Web page",
  woocommerce: "WooCommerce",
};

const powers: Record<string, string> = {
  buys: "Buys",
  lists: "Lists",
  messages: "Messages",
  quotes: "Quotes fees",
  reads_orders: "Reads orders",
  reads_page: "Reads pages",
  reads_sold: "Reads sold prices",
  reprices: "Reprices",
  searches: "Searches",
};

const plain = (slug: string): string => {
  const words = slug.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** "shopify" as "Shopify"; several stand with a comma between. */
export const marketplaceName = (slug: string): string =>
  slug
    .split(/,\s*/)
    .map((one) => marketplaces[one] ?? plain(one))
    .join(", ");

/** A host, or the marketplace that is asked under its own name. */
export const hostName = (host: string): string => marketplaces[host] ?? host;

export const powerName = (power: string): string => powers[power] ?? plain(power);

/** "official_api" as "Official API". */
export const accessName = (access: string): string => plain(access).replace(/\bapi\b/, "API");

const evidence: Record<string, string> = {
  ask: "Asked now",
  like: "Things like it",
  list: "List price",
  own_sale: "Your own sales",
  sold: "Sold elsewhere",
  vanished: "Asks that vanished",
};

export const evidenceName = (kind: string): string => evidence[kind] ?? plain(kind);
