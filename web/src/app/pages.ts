/** The pages, in the order of the navigation: the one list that it, the keys and their sheet share. */
import type { IconName } from "@/ui/icon";

export const pages = [
  { to: "/", name: "Opportunities", icon: "spark", keys: "g o" },
  { to: "/listings", name: "Listings", icon: "grid", keys: "g i" },
  { to: "/allocation", name: "Allocation", icon: "wallet", keys: "g l" },
  { to: "/reviews", name: "Reviews", icon: "pair", keys: "g r" },
  { to: "/searches", name: "Searches", icon: "search", keys: "g f" },
  { to: "/watches", name: "Watches", icon: "eye", keys: "g w" },
  { to: "/sources", name: "Sources", icon: "pulse", keys: "g s" },
  { to: "/alerts", name: "Alerts", icon: "bell", keys: "g a" },
  { to: "/backtests", name: "Backtest lab", icon: "flask", keys: "g b" },
  { to: "/paper", name: "Paper", icon: "copy", keys: "g p" },
  { to: "/calibration", name: "Calibration", icon: "target", keys: "g k" },
  { to: "/settings", name: "Settings", icon: "sliders", keys: "g c" },
  { to: "/account", name: "Account", icon: "person", keys: "g u" },
] as const satisfies readonly { to: string; name: string; icon: IconName; keys: string }[];

export type PageLink = (typeof pages)[number];

/** What a thumb reaches at the bottom of a phone; the others are behind “More”. */
export const atHand: readonly PageLink["to"][] = ["/", "/reviews", "/watches", "/alerts"];
