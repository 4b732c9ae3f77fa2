/** Which address shows which page. Pages are loaded when first visited. */
import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, type RouterHistory } from "@tanstack/react-router";

import { readFeedFilters } from "@/lib/feed-filters";
import { readFilters } from "@/lib/filters";

import {
  account,
  audit,
  forgot,
  keys,
  opportunities,
  ownData,
  security,
  signUp,
  team,
  welcome,
} from "./account-routes";
import { allocation, answered, priceQuestions, product, reviews, worth } from "./deal-routes";
import { PageError, PagePending } from "./fallbacks";
import { lazyPage } from "./lazy-page";
import { root } from "./root-route";
import { parseSearch, stringifySearch } from "./search";

const list = createRoute({
  getParentRoute: () => root,
  id: "list",
  validateSearch: readFilters,
  component: lazyPage(() => import("./routes/opportunities"), "OpportunitiesRoute"),
});

const index = createRoute({ getParentRoute: () => list, path: "/" });

const detail = createRoute({
  getParentRoute: () => list,
  path: "/opportunities/$id",
  component: lazyPage(() => import("./routes/opportunity"), "OpportunityRoute"),
});

const backtests = createRoute({
  getParentRoute: () => root,
  path: "/backtests",
  component: lazyPage(() => import("./routes/backtests"), "BacktestsRoute"),
});

const backtest = createRoute({
  getParentRoute: () => root,
  path: "/backtests/$id",
  component: lazyPage(() => import("./routes/backtests"), "BacktestRoute"),
});

const paper = createRoute({
  getParentRoute: () => root,
  path: "/paper",
  component: lazyPage(() => import("./routes/paper"), "PaperRoute"),
});

const listings = createRoute({
  getParentRoute: () => root,
  path: "/listings",
  validateSearch: readFeedFilters,
  component: lazyPage(() => import("./routes/listings"), "ListingsRoute"),
});

const listing = createRoute({
  getParentRoute: () => root,
  path: "/listings/$id",
  component: lazyPage(() => import("./routes/listings"), "ListingRoute"),
});

const searches = createRoute({
  getParentRoute: () => root,
  path: "/searches",
  component: lazyPage(() => import("./routes/searches"), "SearchesRoute"),
});

const newSearch = createRoute({
  getParentRoute: () => root,
  path: "/searches/new",
  component: lazyPage(() => import("./routes/searches"), "NewSearchRoute"),
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/searches/$id",
  component: lazyPage(() => import("./routes/searches"), "SearchRoute"),
});

const follows = createRoute({
  getParentRoute: () => root,
  path: "/follows",
  component: lazyPage(() => import("./routes/follows"), "FollowsRoute"),
});

const follow = createRoute({
  getParentRoute: () => root,
  path: "/follows/$id",
  component: lazyPage(() => import("./routes/follows"), "FollowRoute"),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/templates",
  component: lazyPage(() => import("./routes/searches"), "TemplatesRoute"),
});

const watches = createRoute({
  getParentRoute: () => root,
  path: "/watches",
  component: lazyPage(() => import("./routes/watches"), "WatchesRoute"),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: "/sources",
  component: lazyPage(() => import("./routes/sources"), "SourcesRoute"),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: "/alerts",
  component: lazyPage(() => import("./routes/alerts"), "AlertsRoute"),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: "/notifications",
  component: lazyPage(() => import("./routes/notifications"), "NotificationsRoute"),
});

const calibration = createRoute({
  getParentRoute: () => root,
  path: "/calibration",
  component: lazyPage(() => import("./routes/calibration"), "CalibrationRoute"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyPage(() => import("./routes/settings"), "SettingsRoute"),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: "/plan",
  validateSearch: ({ checkout }: Record<string, unknown>): { checkout?: "done" } =>
    checkout === "done" ? { checkout } : {},
  component: lazyPage(() => import("./routes/plan"), "PlanRoute"),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  component: lazyPage(() => import("./routes/admin"), "AdminRoute"),
});

const tree = root.addChildren([
  list.addChildren([index, detail]),
  opportunities,
  welcome,
  listings,
  listing,
  allocation,
  worth,
  reviews,
  priceQuestions,
  answered,
  product,
  backtests,
  backtest,
  paper,
  searches,
  newSearch,
  search,
  follows,
  follow,
  templates,
  watches,
  sources,
  alerts,
  notifications,
  calibration,
  settings,
  plan,
  admin,
  account,
  security,
  keys,
  ownData,
  team,
  audit,
  signUp,
  forgot,
]);

export const makeRouter = (client: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPendingMs: 200,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    ...(history ? { history } : {}),
  });

declare module "@tanstack/react-router" {
  // The router asks for exactly this interface.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
