/** The picture of a product with what was asked in its time; of both a part can be chosen. */
import { useState } from "react";

import type { ProductDetail } from "@/api/products";
import { useNow } from "@/lib/now";
import { within, zoomed, type View } from "@/lib/zoom";
import { Button } from "@/ui/actions/button";
import type { Zooming } from "@/ui/figures/chart-hands";
import { EmptyState } from "@/ui/page/state";

import { Asked } from "./asked-table";
import { cut, LEAST } from "./cut";
import { useNamer } from "./naming";
import { pictureOf } from "./picture";
import css from "./picture.module.css";
import { PricePicture } from "./price-picture";

const NEARER = 2;

/** The same for fingers: no wheel, no keys. */
function Nearer({ whole, least, onView, view }: Zooming & { view: View }) {
  const isPart = view.from > whole.from || view.to < whole.to;
  const middle = (view.from + view.to) / 2;
  return (
    <div className={css.nearer} role="group" aria-label="Part of the time">
      <Button
        small
        look="ghost"
        icon="plus"
        title="With a mouse: draw over the picture, or turn the wheel with Ctrl held"
        disabled={view.to - view.from <= least}
        onClick={() => {
          onView(zoomed(whole, view, isPart ? middle : view.to, NEARER, least));
        }}
      >
        Zoom in
      </Button>
      <Button
        small
        look="ghost"
        icon="undo"
        disabled={!isPart}
        onClick={() => {
          onView(null);
        }}
      >
        All of it
      </Button>
    </div>
  );
}

export function OverTime({ product }: { product: ProductDetail }) {
  const now = useNow();
  const name = useNamer(product);
  const [chosen, setChosen] = useState<View | null>(null);
  const { series, bands, verdicts } = product;
  if (bands.length + verdicts.length + series.flatMap(({ points }) => points).length === 0) {
    return (
      <EmptyState small icon="pulse" title="Nothing to draw yet">
        No price, sale or verdict is known in this time.
      </EmptyState>
    );
  }
  const whole = pictureOf(product, now, name);
  const view = within({ from: whole.from, to: whole.to }, chosen);
  const picture = cut(whole, { from: view.from, to: view.to });
  const zooming = { whole: { from: whole.from, to: whole.to }, least: LEAST, onView: setChosen };
  return (
    <>
      <Nearer {...zooming} view={picture} />
      <PricePicture product={product} picture={picture} zooming={zooming} />
      <Asked product={product} picture={picture} isPast={picture.to < whole.to} />
    </>
  );
}
