import { expect, test } from "vitest";

import { parseSearch, stringifySearch } from "@/app/search";
import { countFilters, nextSort, readFilters, toggled, toQuery, type Filters } from "@/lib/filters";

test("filters go into the address and come back the same", () => {
  const filters: Filters = {
    sort: "-roi",
    verdict: ["buy", "negotiate"],
    category: ["Home & garden"],
    min_profit: "12.50",
    max_age_hours: "24",
    q: "100% wool",
  };

  const back = readFilters(parseSearch(stringifySearch(filters)));

  expect(back).toEqual(filters);
});

test("nonsense in the address is left out", () => {
  const read = readFilters(
    parseSearch("?sort=passwords&verdict=steal&min_profit=lots&max_risk=-5&max_age_hours=0.5&q="),
  );

  expect(read).toEqual({});
});

test("the usual sort is not written into the address", () => {
  expect(readFilters({ sort: "-rank" })).toEqual({});
  expect(stringifySearch({ sort: undefined, q: "" })).toBe("");
});

test("the server is asked with the usual sort and a whole number of hours", () => {
  expect(toQuery({ max_age_hours: "24", verdict: ["buy"] })).toEqual({
    sort: "-rank",
    verdict: ["buy"],
    max_age_hours: 24,
  });
});

test("sorting is no filter", () => {
  expect(countFilters({ sort: "-roi" })).toBe(0);
  expect(countFilters({ sort: "-roi", q: "shoe" })).toBe(1);
});

test("pressing a column goes its best way round first, then the other", () => {
  expect(nextSort("-profit", "risk", false)).toBe("risk");
  expect(nextSort("risk", "risk", false)).toBe("-risk");
  expect(nextSort("-roi", "roi", true)).toBe("roi");
});

test("pressing a chip twice takes it away again", () => {
  expect(toggled(toggled(undefined, "buy"), "buy")).toEqual([]);
});
