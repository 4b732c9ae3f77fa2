/** One listing of the feed: its picture, its price, whose it is, and what we make of it. */
import { Link } from "@tanstack/react-router";

import type { FeedListing, ListingMarks } from "@/api/feed";
import { useShopName } from "@/api/shops";
import { classes } from "@/lib/classes";
import { formatMoney } from "@/lib/money";
import { formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { IconButton } from "@/ui/actions/button";
import { DemoBadge, VerdictBadge } from "@/ui/signs/badge";
import { Picture } from "@/ui/signs/picture";

import css from "./listings.module.css";

type CardProps = {
  listing: FeedListing;
  now: number;
  chosen: boolean | null;
  onChoose: (id: string) => void;
  onMark: (id: string, marks: ListingMarks) => void;
};

function Price({ listing: { price, was_price } }: { listing: FeedListing }) {
  if (!price) return <span className={css.unpriced}>No price yet</span>;
  return (
    <>
      <b>{formatMoney(price)}</b>
      {was_price && (
        <s>
          <span className="visually-hidden">was </span>
          {formatMoney(was_price)}
        </s>
      )}
    </>
  );
}

function Badges({ listing }: { listing: FeedListing }) {
  const { deal, demo, tags } = listing;
  if (!deal && !demo && tags.length === 0) return null;
  return (
    <div className={css.badges}>
      {deal && (
        <Link to="/opportunities/$id" params={{ id: deal.id }} className={css.deal}>
          <VerdictBadge verdict={deal.verdict} />
          <span>{formatMoney(deal.profit, { sign: true })}</span>
        </Link>
      )}
      {tags.map((tag) => (
        <span key={tag} className={css.tag}>
          {tag}
        </span>
      ))}
      {demo && <DemoBadge />}
    </div>
  );
}

export function ListingCard({ listing, now, chosen, onChoose, onMark }: CardProps) {
  const shopName = useShopName();
  const { id, title, shop, image, first_seen_at, saved, hidden, viewed } = listing;
  return (
    <li className={classes(css.card, chosen && css.chosen, viewed && css.viewed)}>
      <Picture src={image} />
      <div className={css.words}>
        <Link to="/listings/$id" params={{ id }} className={css.title} title={title}>
          {kept(title)}
        </Link>
        <p className={css.price}>
          <Price listing={listing} />
        </p>
        <p className={css.where}>
          <span>{shopName(shop)}</span>
          <time dateTime={first_seen_at}>{formatSince(first_seen_at, now)}</time>
        </p>
        <Badges listing={listing} />
      </div>
      <div className={css.marks}>
        {chosen !== null && (
          <input
            type="checkbox"
            aria-label={`Choose ${title}`}
            checked={chosen}
            onChange={() => {
              onChoose(id);
            }}
          />
        )}
        <IconButton
          needs="write"
          small
          icon={saved ? "kept" : "keep"}
          aria-pressed={saved}
          label={`${saved ? "Saved" : "Save"}: ${title}`}
          onClick={() => {
            onMark(id, { saved: !saved });
          }}
        />
        <IconButton
          needs="write"
          small
          icon={hidden ? "undo" : "close"}
          label={`${hidden ? "Show again" : "Hide"}: ${title}`}
          onClick={() => {
            onMark(id, { hidden: !hidden });
          }}
        />
      </div>
    </li>
  );
}
