/** What is used of the plan: bars where there is a limit, figures where there is none. */
import { Link } from "@tanstack/react-router";

import type { Meter } from "@/api/plans";
import { classes } from "@/lib/classes";
import { formatCount } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { Card } from "@/ui/page/page";

import css from "./plan.module.css";

const names: Record<string, string> = {
  searches: "Searches running",
  marketplaces: "Marketplaces",
  follows: "Followed",
  requests: "API requests this month",
  alerts: "Alerts this month",
};

const pages = {
  searches: "/searches",
  marketplaces: "/sources",
  follows: "/follows",
  alerts: "/alerts",
} as const;

function isPage(name: string): name is keyof typeof pages {
  return name in pages;
}

function One({ meter: { name, used, limit, of } }: { meter: Meter }) {
  const title = names[name] ?? name;
  const share = limit === null ? 0 : Math.min(1, used / Math.max(1, limit));
  return (
    <li className={css.meter}>
      <p>{isPage(name) ? <Link to={pages[name]}>{title}</Link> : title}</p>
      <b>{formatCount(used)}</b>{" "}
      <small>{limit === null ? "no limit" : `of ${formatCount(limit)}`}</small>
      {limit !== null && (
        <div
          className={classes(css.track, used >= limit && css.full)}
          role="meter"
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(used, limit)}
        >
          <span style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {of.length > 0 && <small className={css.of}>{of.map(marketplaceName).join(", ")}</small>}
    </li>
  );
}

export function Meters({ meters }: { meters: readonly Meter[] }) {
  return (
    <Card>
      <ul className={css.meters} aria-label="Usage">
        {meters.map((meter) => (
          <One key={meter.name} meter={meter} />
        ))}
      </ul>
    </Card>
  );
}
