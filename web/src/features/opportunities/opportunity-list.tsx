/** The list itself: only what is on screen is drawn, only pages on screen are asked for. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";

import { PAGE_SIZE } from "@/api/opportunities";
import { classes } from "@/lib/classes";
import { DEFAULT_SORT, toQuery, type Filters } from "@/lib/filters";
import { useKeys } from "@/lib/keyboard";
import { useNarrow } from "@/lib/media";
import { useNow } from "@/lib/now";
import { Newer } from "@/ui/page/newer";
import { ErrorState, Skeleton } from "@/ui/page/state";

import { useKeptRows } from "./keeping";
import css from "./list.module.css";
import { Nothing } from "./nothing";
import { usePages, type Span } from "./paging";
import { Card, Row } from "./row";
import { TableHead } from "./table-head";
import { useWalk } from "./walk";

const rowHeight = 54;
const cardHeight = 122;
const unknownTotal = 14;
const ahead = 20;

type ListProps = {
  filters: Filters;
  openId: string | null;
  onOpen: (id: string | null) => void;
  onSort: (sort: string) => void;
  onClear: (() => void) | null;
};

function Waiting({ top, height, narrow }: { top: number; height: number; narrow: boolean }) {
  return (
    <div
      role={narrow ? "listitem" : "row"}
      className={classes(narrow ? css.card : css.row, css.skeleton)}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div role={narrow ? undefined : "cell"}>
        <Skeleton width={narrow ? 44 : 64} height={narrow ? 44 : 18} />
      </div>
      <div role={narrow ? undefined : "cell"} className={css.item}>
        {!narrow && <Skeleton width={36} height={36} />}
        <Skeleton width="70%" height={14} />
      </div>
    </div>
  );
}

export function OpportunityList({ filters, openId, onOpen, onSort, onClear }: ListProps) {
  const narrow = useNarrow();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const [span, setSpan] = useState<Span>({ first: 0, last: 0 });
  const pages = usePages(toQuery(filters), span);
  const count = pages.total ?? unknownTotal;
  const height = narrow ? cardHeight : rowHeight;

  // eslint-disable-next-line react-hooks/incompatible-library -- no React compiler here
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    scrollPaddingStart: narrow ? 0 : 34,
    onChange: ({ range }) => {
      if (!range) return;
      const first = Math.floor(Math.max(0, range.startIndex - ahead) / PAGE_SIZE);
      const last = Math.floor((range.endIndex + ahead) / PAGE_SIZE);
      setSpan((known) => (known.first === first && known.last === last ? known : { first, last }));
    },
  });

  const kept = useKeptRows(scroller, { pages, height });
  const walk = useWalk(scroller, pages);
  const move = (by: number) => {
    const to = walk.step(by);
    if (to === null) return;
    rows.scrollToIndex(to);
    const next = pages.at(to);
    if (openId !== null && next) onOpen(next.id);
  };
  useKeys({
    j: () => {
      move(1);
    },
    k: () => {
      move(-1);
    },
    Enter: () => {
      const chosen = walk.chosen();
      if (chosen !== null) onOpen(chosen);
    },
  });

  if (pages.error) {
    return <ErrorState error={pages.error} onRetry={pages.retry} what="Opportunities" />;
  }
  if (pages.total === 0) return <Nothing onClear={onClear} />;

  const Each = narrow ? Card : Row;
  return (
    <div ref={scroller} className={css.scroller}>
      <Newer count={kept.above} onShow={kept.toTop} />
      <div
        role={narrow ? "list" : "table"}
        aria-label="Opportunities"
        aria-busy={pages.total === null}
        {...(narrow ? {} : { "aria-rowcount": count + 1 })}
      >
        {!narrow && <TableHead sort={filters.sort ?? DEFAULT_SORT} onSort={onSort} />}
        <div
          role={narrow ? "presentation" : "rowgroup"}
          className={css.sizer}
          style={{ height: count * height }}
        >
          {rows.getVirtualItems().map(({ index }) => {
            const opportunity = pages.at(index);
            const place = { top: index * height, height };
            if (!opportunity) return <Waiting key={index} narrow={narrow} {...place} />;
            return (
              <Each
                key={opportunity.id}
                opportunity={opportunity}
                index={index}
                now={now}
                open={opportunity.id === openId}
                onOpen={onOpen}
                {...place}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
