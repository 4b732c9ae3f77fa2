/** The addresses of one's account, of the workspace, and of who is not in yet; one that leads home. */
import { createRoute } from "@tanstack/react-router";

import { Home } from "./fallbacks";
import { lazyPage } from "./lazy-page";
import { root } from "./root-route";

export const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyPage(() => import("./routes/account"), "AccountRoute"),
});

export const security = createRoute({
  getParentRoute: () => root,
  path: "/account/security",
  component: lazyPage(() => import("./routes/account"), "SecurityRoute"),
});

export const keys = createRoute({
  getParentRoute: () => root,
  path: "/account/keys",
  component: lazyPage(() => import("./routes/account"), "KeysRoute"),
});

export const ownData = createRoute({
  getParentRoute: () => root,
  path: "/account/data",
  component: lazyPage(() => import("./routes/account"), "DataRoute"),
});

export const team = createRoute({
  getParentRoute: () => root,
  path: "/team",
  component: lazyPage(() => import("./routes/team"), "TeamRoute"),
});

export const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  component: lazyPage(() => import("./routes/team"), "AuditRoute"),
});

export const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  component: Home,
});

export const forgot = createRoute({ getParentRoute: () => root, path: "/forgot", component: Home });

export const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyPage(() => import("./routes/welcome"), "WelcomeRoute"),
});

/** The list is at home; its address without a deal leads there. */
export const opportunities = createRoute({
  getParentRoute: () => root,
  path: "/opportunities",
  component: Home,
});
