/** The pages, with a count where something waits; on a phone the rarer ones are behind “More”. */
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { alerts } from "@/api/alerts";
import { reviews } from "@/api/reviews";
import { useNarrow } from "@/lib/media";
import { Icon } from "@/ui/icon";
import { Popover } from "@/ui/popover";

import { atHand, pages, type PageLink } from "./pages";
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
  return <Count count={unread.data?.unread ?? 0} of="unread" />;
}

function OpenReviews() {
  const summary = useQuery(reviews.summary());
  return <Count count={summary.data?.open ?? 0} of="to review" />;
}

const counts: Partial<Record<PageLink["to"], () => ReactNode>> = {
  "/alerts": UnreadCount,
  "/reviews": OpenReviews,
};

function Entry({ page: { to, name, icon } }: { page: PageLink }) {
  const here = useLocation({
    select: ({ pathname }) =>
      to === "/"
        ? pathname === "/" || pathname.startsWith("/opportunities/")
        : pathname === to || pathname.startsWith(`${to}/`),
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

export function Navigation() {
  const narrow = useNarrow();
  const near = pages.filter(({ to }) => !narrow || atHand.includes(to));
  const far = pages.filter((page) => !near.includes(page));
  return (
    <nav className={css.nav} aria-label="Pages">
      {near.map((page) => (
        <Entry key={page.to} page={page} />
      ))}
      {far.length > 0 && (
        <More>
          {far.map((page) => (
            <Entry key={page.to} page={page} />
          ))}
        </More>
      )}
    </nav>
  );
}
