/** Which address shows which page about a deal: its money, its worth, its thing, its match. */
import { createRoute } from "@tanstack/react-router";

import { readAsked } from "@/lib/asked";
import { readLimits } from "@/lib/limits";

import { lazyPage } from "./lazy-page";
import { root } from "./root-route";

export const allocation = createRoute({
  getParentRoute: () => root,
  path: "/allocation",
  validateSearch: readLimits,
  component: lazyPage(() => import("./routes/allocation"), "AllocationRoute"),
});

export const worth = createRoute({
  getParentRoute: () => root,
  path: "/worth",
  validateSearch: readAsked,
  component: lazyPage(() => import("./routes/worth"), "WorthRoute"),
});

export const reviews = createRoute({
  getParentRoute: () => root,
  path: "/reviews",
  component: lazyPage(() => import("./routes/reviews"), "ReviewsRoute"),
});

export const priceQuestions = createRoute({
  getParentRoute: () => root,
  path: "/reviews/prices",
  component: lazyPage(() => import("./routes/reviews"), "PriceQuestionsRoute"),
});

export const answered = createRoute({
  getParentRoute: () => root,
  path: "/reviews/answered",
  component: lazyPage(() => import("./routes/reviews"), "AnsweredRoute"),
});

export const product = createRoute({
  getParentRoute: () => root,
  path: "/products/$id",
  component: lazyPage(() => import("./routes/product"), "ProductRoute"),
});
