/** One opportunity as a row of the table. */
import { memo } from "react";

import type { Opportunity } from "@/api/opportunities";
import { useShopName } from "@/api/shops";
import { classes } from "@/lib/classes";
import { approximately } from "@/lib/decimal";
import { useIsFresh } from "@/lib/fresh";
import { formatBriefly, formatShare, formatSureness, isLoss } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { formatAge } from "@/lib/time";
import { kept } from "@/lib/units";
import { Meter } from "@/ui/figures/meter";
import { Badge, VerdictBadge } from "@/ui/signs/badge";
import { Thumb } from "@/ui/signs/thumb";

import css from "./list.module.css";
import { OpenLink } from "./open-link";

export type RowProps = {
  opportunity: Opportunity;
  index: number;
  top: number;
  height: number;
  now: number;
  open: boolean;
  onOpen: (id: string) => void;
};

function Figure({ name, first, second }: { name: string; first: string; second: string }) {
  return (
    <div role="cell" className={classes(css.cell, css.figure, css[`k-${name}`])}>
      {first}
      <span className={css.sub}>{second}</span>
    </div>
  );
}

/** The shop; one of the demo street says so in its name. */
function shopOf({ demo, listing }: Opportunity, name: (host: string) => string): string {
  const shop = name(listing.shop);
  return demo && shop === listing.shop ? `Demo · ${shop}` : shop;
}

/** What to do about it; nothing any more once it is gone. */
function Standing({ opportunity: it }: Pick<RowProps, "opportunity">) {
  return it.status === "gone" ? <Badge>Gone</Badge> : <VerdictBadge verdict={it.verdict} />;
}

function Item({ opportunity: it, onOpen }: Pick<RowProps, "opportunity" | "onOpen">) {
  const shopName = useShopName();
  return (
    <div role="cell" className={css.item}>
      <Thumb src={it.listing.image ?? it.product.image} />
      <span className={css.words}>
        <OpenLink id={it.id} title={it.listing.title} onOpen={onOpen} />
        <span className={css.sub}>
          {shopOf(it, shopName)}
          {it.listing.variant && ` · ${kept(it.listing.variant)}`}
        </span>
      </span>
    </div>
  );
}

export const Row = memo(function Row({
  opportunity: it,
  index,
  top,
  height,
  now,
  open,
  onOpen,
}: RowProps) {
  const fresh = useIsFresh(it.id);
  return (
    <div
      role="row"
      data-at={index}
      aria-rowindex={index + 2}
      className={classes(
        css.row,
        open && css.open,
        fresh && css.fresh,
        it.status === "gone" && css.gone,
      )}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div role="cell" className={css["k-verdict"]}>
        <Standing opportunity={it} />
      </div>
      <Item opportunity={it} onOpen={onOpen} />
      <Figure
        name="cost"
        first={formatBriefly(it.cost)}
        second={it.listing.price ? formatBriefly(it.listing.price) : "no price"}
      />
      <Figure name="exit" first={formatBriefly(it.exit_price)} second={it.venue.title} />
      <div
        role="cell"
        className={classes(css.figure, css.strong, isLoss(it.profit) ? css.loss : css.gain)}
      >
        {formatBriefly(it.profit, { sign: true })}
      </div>
      <div role="cell" className={classes(css.figure, css["k-margin"])}>
        {formatShare(it.margin)}
      </div>
      <div role="cell" className={classes(css.figure, css["k-roi"])}>
        {formatShare(it.roi)}
      </div>
      <div role="cell" className={classes(css.figure, css.muted, css["k-risk"])}>
        {formatBriefly(it.risk)}
      </div>
      <div role="cell" className={classes(css.figure, css["k-sure"])}>
        {formatSureness(it.probability)}
        <Meter part={approximately(it.probability)} />
      </div>
      <div role="cell" className={classes(css.cell, css["k-category"])}>
        <span className={css.sub}>{it.product.category ?? "Uncategorised"}</span>
        <span className={css.sub}>{marketplaceName(it.listing.marketplace)}</span>
      </div>
      <div role="cell" className={classes(css.figure, css.muted, css["k-age"])} title={it.found_at}>
        {formatAge(it.found_at, now)}
      </div>
    </div>
  );
});

export const Card = memo(function Card({
  opportunity: it,
  index,
  top,
  height,
  now,
  open,
  onOpen,
}: RowProps) {
  const fresh = useIsFresh(it.id);
  const shopName = useShopName();
  const figures = [
    ["Buy for", formatBriefly(it.cost), ""],
    ["Sells for", formatBriefly(it.exit_price), ""],
    ["Profit", formatBriefly(it.profit, { sign: true }), isLoss(it.profit) ? "loss" : "gain"],
    ["ROI", formatShare(it.roi), ""],
  ] as const;
  return (
    <div
      role="listitem"
      data-at={index}
      aria-posinset={index + 1}
      aria-setsize={-1}
      className={classes(
        css.card,
        open && css.open,
        fresh && css.fresh,
        it.status === "gone" && css.gone,
      )}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <Thumb src={it.listing.image ?? it.product.image} size={44} />
      <div className={css.words}>
        <OpenLink id={it.id} title={it.listing.title} onOpen={onOpen} />
        <div className={css.cardHead}>
          <span className={css.sub}>
            {formatSureness(it.probability)} sure · {formatAge(it.found_at, now)} ·{" "}
            {shopOf(it, shopName)}
          </span>
          <Standing opportunity={it} />
        </div>
      </div>
      <dl className={css.cardFigures}>
        {figures.map(([label, value, tone]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={classes(tone && css[tone], tone && css.strong)}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
});
