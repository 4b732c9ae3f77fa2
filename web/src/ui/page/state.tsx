/** What stands where data is not: nothing yet, still coming, or went wrong. */
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";
import { Button } from "@/ui/actions/button";
import { Icon, type IconName } from "@/ui/signs/icon";

import css from "./state.module.css";

type EmptyProps = {
  icon: IconName;
  title: string;
  /** Beside other things on a page, rather than in place of all of them. */
  small?: boolean;
  children?: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ icon, title, small = false, children, action }: EmptyProps) {
  return (
    <div className={classes(css.state, small && css.small)}>
      <span className={css.mark}>
        <Icon name={icon} size={22} />
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}

type ErrorProps = {
  error: unknown;
  onRetry: () => void;
  what: string;
  /** It is one thing with an address of its own, which may be gone or have never been. */
  one?: boolean;
};

/** The address names nothing, so that asking again cannot help. */
const isNowhere = (error: unknown): boolean =>
  error instanceof Error && "status" in error && (error.status === 404 || error.status === 422);

export function ErrorState({ error, onRetry, what, one = false }: ErrorProps) {
  if (one && isNowhere(error)) {
    return (
      <div className={css.state} role="alert">
        <span className={css.mark}>
          <Icon name="search" size={22} />
        </span>
        <h2>{what} is not here</h2>
        <p>It may be gone, or belong to another workspace, or the address is mistyped.</p>
      </div>
    );
  }
  return (
    <div className={css.state} role="alert">
      <span className={classes(css.mark, css.broken)}>
        <Icon name="warning" size={22} />
      </span>
      <h2>{what} could not be loaded</h2>
      <p>{error instanceof Error ? error.message : "Something unexpected happened."}</p>
      <div className={css.action}>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </div>
  );
}

type SkeletonProps = { width?: number | string; height?: number | string; round?: boolean };

export function Skeleton({ width = "100%", height = 12, round = false }: SkeletonProps) {
  return (
    <span
      className={css.skeleton}
      style={{ width, height, ...(round ? { borderRadius: "50%" } : {}) }}
    />
  );
}

/** A few grey rows, with one sentence for those who listen. */
export function SkeletonRows({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  return (
    <div role="status" style={{ display: "grid", gap: 12, padding: "16px 0" }}>
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} />
      ))}
    </div>
  );
}
