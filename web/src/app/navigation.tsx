/** The pages, with a count where something waits; on a phone the rarer ones are behind “More”. */
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useId, type ReactNode } from "react";

import { alerts } from "@/api/alerts";
import { reviews } from "@/api/reviews";
import { session } from "@/api/session";
import { useNarrow } from "@/lib/media";
import { Popover } from "@/ui/overlays/popover";
import { Icon } from "@/ui/signs/icon";

import { atHand, groups, pages, type PageLink } from "./pages";
import css from "./shell.module.css";

const MOST_SHOWN = 99;

function Count({ count, of }: { count: number; of: string }) {
  if (count === 0) return null;
  return (
    <span className={css.count}>
      {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
      <span className="visually-hidden"> {of}</span>
    </span>
  );
}

function UnreadCount() {
  const unread = useQuery(alerts.unread());
  return <Count count={unread.data ?? 0} of="unread" />;
}

function OpenReviews() {
  const summary = useQuery(reviews.summary());
  return <Count count={summary.data?.open ?? 0} of="to review" />;
}

const counts: Partial<Record<PageLink["to"], () => ReactNode>> = {
  "/alerts": UnreadCount,
  "/reviews": OpenReviews,
};

/** Pages that are reached from another one: that one is shown as where one is. */
const below: Partial<Record<PageLink["to"], readonly string[]>> = {
  "/": ["/opportunities/"],
  "/searches": ["/templates", "/follows"],
  "/team": ["/audit"],
};

const isAt = (to: PageLink["to"], pathname: string): boolean =>
  pathname === to ||
  (to !== "/" && pathname.startsWith(`${to}/`)) ||
  (below[to] ?? []).some((one) => pathname.startsWith(one));

function Entry({ page: { to, name, icon } }: { page: PageLink }) {
  const here = useLocation({
    select: ({ pathname }) => isAt(to, pathname),
  });
  const Waiting = counts[to];
  return (
    <Link
      to={to}
      activeProps={{}}
      aria-current={here ? "page" : undefined}
      activeOptions={{ exact: true }}
    >
      <Icon name={icon} />
      {name}
      {Waiting && <Waiting />}
    </Link>
  );
}

function More({ children }: { children: ReactNode }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <Popover
      key={path}
      title="More pages"
      trigger={css.more}
      label={
        <>
          <Icon name="more" />
          More
        </>
      }
    >
      <div className={css.rest}>{children}</div>
    </Popover>
  );
}

/** Pages under the names of their groups; a group of which no page is among them is left out. */
function Grouped({ among }: { among: readonly PageLink[] }) {
  const id = useId();
  return groups.map((group) => {
    const own = among.filter((page) => page.group === group);
    if (own.length === 0) return null;
    return (
      <div key={group} role="group" aria-labelledby={`${id}-${group}`} className={css.group}>
        <span id={`${id}-${group}`} className={css.groupName}>
          {group}
        </span>
        {own.map((page) => (
          <Entry key={page.to} page={page} />
        ))}
      </div>
    );
  });
}

export function Navigation() {
  const narrow = useNarrow();
  const operator = useQuery(session.current()).data?.operator === true;
  const mine = pages.filter(({ to }) => to !== "/admin" || operator);
  const far = mine.filter(({ to }) => !atHand.includes(to));
  return (
    <nav className={css.nav} aria-label="Pages">
      {narrow ? (
        <>
          {pages
            .filter(({ to }) => atHand.includes(to))
            .map((page) => (
              <Entry key={page.to} page={page} />
            ))}
          <More>
            <Grouped among={far} />
          </More>
        </>
      ) : (
        <Grouped among={mine} />
      )}
    </nav>
  );
}
