/** One opportunity in full: what it is, what it brings, and why we say so. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";

import { opportunities, type OpportunityDetail } from "@/api/opportunities";
import { useShopName } from "@/api/shops";
import { useKeys } from "@/lib/keyboard";
import { useNarrow } from "@/lib/media";
import { formatMoney } from "@/lib/money";
import { kept } from "@/lib/units";
import { IconButton, OutLink } from "@/ui/actions/button";
import { useTitle } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge, DemoBadge, VerdictBadge } from "@/ui/signs/badge";
import { Icon } from "@/ui/signs/icon";
import { Thumb } from "@/ui/signs/thumb";

import { Changes } from "./changes";
import { Comparables } from "./comparables";
import { Confidence } from "./confidence";
import css from "./detail.module.css";
import { Evidence } from "./evidence";
import { Figures } from "./figures";
import { Offer } from "./offer";
import { PriceHistory } from "./price-history";
import { Reasons } from "./reasons";
import { RestsOn } from "./rests-on";
import { Risk } from "./risk";
import { Sides } from "./sides";
import { Waterfall } from "./waterfall";

type Slot = (detail: OpportunityDetail) => ReactNode;

function Loaded({ detail, sold }: { detail: OpportunityDetail; sold: Slot }) {
  const { listing, product } = detail;
  const shopName = useShopName();
  useTitle(listing.title);
  const about = [product.brand, product.category, listing.variant].filter(Boolean).join(" · ");
  return (
    <div className={css.body}>
      <div className={css.intro}>
        <Thumb src={listing.image ?? product.image} size={64} />
        <div>
          <h2>{kept(listing.title)}</h2>
          <p className={css.sub}>{about || shopName(listing.shop)}</p>
          <Link to="/products/$id" params={{ id: product.id }} className={css.product}>
            Prices over time, worth and all offers
            <Icon name="arrow" size={12} />
          </Link>
          <div className={css.sold}>{sold(detail)}</div>
        </div>
      </div>
      {detail.status === "gone" && (
        <p className={css.note} role="status">
          This deal is gone: what follows is how it last stood
          {listing.price &&
            !listing.gone_at &&
            `, now it is offered for ${formatMoney(listing.price)}`}
          .
        </p>
      )}
      <Figures detail={detail} />
      <Reasons verdict={detail.verdict} reasons={detail.reasons} />
      <Offer detail={detail} />
      <Changes detail={detail} />
      <Sides detail={detail} />
      <Waterfall detail={detail} />
      <Risk detail={detail} />
      <Confidence detail={detail} />
      <Comparables detail={detail} />
      <PriceHistory listing={listing} />
      <Evidence detail={detail} />
      <RestsOn detail={detail} />
    </div>
  );
}

type PanelProps = {
  id: string;
  follow: Slot;
  sold: Slot;
  onClose: () => void;
};

export function DetailPanel({ id, follow, sold, onClose }: PanelProps) {
  const { data, error, refetch } = useQuery(opportunities.one(id));
  const narrow = useNarrow();
  const close = useRef<HTMLElement>(null);
  useKeys({ Escape: onClose });
  useEffect(() => {
    if (narrow) close.current?.focus();
  }, [narrow]);

  return (
    <section ref={close} tabIndex={-1} className={css.panel} aria-label="Opportunity">
      <div className={css.bar}>
        {data && (
          <>
            {data.status === "gone" ? <Badge>Gone</Badge> : <VerdictBadge verdict={data.verdict} />}
            {data.demo && <DemoBadge />}
            {follow(data)}
            <OutLink look="plain" small href={data.listing.url}>
              Open listing
            </OutLink>
          </>
        )}
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      {data && <Loaded detail={data} sold={sold} />}
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} what="This opportunity" one />
      )}
      {!data && !error && (
        <div className={css.body}>
          <SkeletonRows rows={5} height={72} />
        </div>
      )}
    </section>
  );
}
