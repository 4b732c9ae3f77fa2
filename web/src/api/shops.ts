/** What a shop is called: its host, or the name that a shop of the demo street has. */
import { useQuery } from "@tanstack/react-query";

import type { Demo } from "./generated/types.gen";
import { demo } from "./session";

const shopNames = ({ shops }: Pick<Demo, "shops">): Map<string, string> =>
  new Map(shops.map(({ title, url }) => [URL.parse(url)?.host ?? url, title]));

export function useShopName(): (host: string) => string {
  const names = useQuery({ ...demo.state(), select: shopNames }).data;
  return (host) => names?.get(host) ?? host;
}
