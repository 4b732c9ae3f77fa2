/** The five pages, and the bell with what is unread. */
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";

import { alerts } from "@/api/alerts";
import { Icon } from "@/ui/icon";

import css from "./shell.module.css";

const MOST_SHOWN = 99;

function UnreadCount() {
  const unread = useQuery(alerts.unread());
  const count = unread.data?.unread ?? 0;
  if (count === 0) return null;
  return (
    <span className={css.count}>
      {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
      <span className="visually-hidden"> unread</span>
    </span>
  );
}

export function Navigation() {
  const onList = useLocation({
    select: ({ pathname }) => pathname === "/" || pathname.startsWith("/opportunities/"),
  });
  return (
    <nav className={css.nav} aria-label="Pages">
      <Link
        to="/"
        activeProps={{}}
        aria-current={onList ? "page" : undefined}
        activeOptions={{ exact: true }}
      >
        <Icon name="spark" />
        Opportunities
      </Link>
      <Link to="/watches">
        <Icon name="eye" />
        Watches
      </Link>
      <Link to="/sources">
        <Icon name="pulse" />
        Sources
      </Link>
      <Link to="/alerts">
        <Icon name="bell" />
        Alerts
        <UnreadCount />
      </Link>
      <Link to="/settings">
        <Icon name="sliders" />
        Settings
      </Link>
    </nav>
  );
}
