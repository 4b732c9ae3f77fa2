/** The pages, in the order of the navigation: the one list that it, the keys and their sheet share. */
import type { IconName } from "@/ui/signs/icon";

/** What pages belong together; “Lookout” is where a newcomer begins. */
export const groups = ["Deals", "Lookout", "Proof", "Setup"] as const;

export type Group = (typeof groups)[number];

export const pages = [
  { to: "/", name: "Opportunities", icon: "spark", keys: "g o", group: "Deals" },
  { to: "/allocation", name: "Allocation", icon: "wallet", keys: "g l", group: "Deals" },
  { to: "/worth", name: "Worth", icon: "tag", keys: "g v", group: "Deals" },
  { to: "/reviews", name: "Reviews", icon: "pair", keys: "g r", group: "Deals" },
  { to: "/searches", name: "Searches", icon: "search", keys: "g f", group: "Lookout" },
  { to: "/listings", name: "Listings", icon: "grid", keys: "g i", group: "Lookout" },
  { to: "/watches", name: "Watches", icon: "eye", keys: "g w", group: "Lookout" },
  { to: "/alerts", name: "Alerts", icon: "bell", keys: "g a", group: "Lookout" },
  { to: "/backtests", name: "Backtest lab", icon: "flask", keys: "g b", group: "Proof" },
  { to: "/paper", name: "Paper", icon: "copy", keys: "g p", group: "Proof" },
  { to: "/calibration", name: "Calibration", icon: "target", keys: "g k", group: "Proof" },
  { to: "/sources", name: "Sources", icon: "pulse", keys: "g s", group: "Setup" },
  { to: "/notifications", name: "Notifications", icon: "phone", keys: "g n", group: "Setup" },
  { to: "/team", name: "Team", icon: "team", keys: "g t", group: "Setup" },
  { to: "/settings", name: "Settings", icon: "sliders", keys: "g c", group: "Setup" },
  { to: "/plan", name: "Usage and plan", icon: "gauge", keys: "g y", group: "Setup" },
  { to: "/admin", name: "Admin", icon: "shield", keys: "g z", group: "Setup" },
  { to: "/account", name: "Account", icon: "person", keys: "g u", group: "Setup" },
] as const satisfies readonly {
  to: string;
  name: string;
  icon: IconName;
  keys: string;
  group: Group;
}[];

export type PageLink = (typeof pages)[number];

/** What a thumb reaches at the bottom of a phone; the others are behind “More”. */
export const atHand: readonly PageLink["to"][] = ["/", "/searches", "/listings", "/alerts"];
