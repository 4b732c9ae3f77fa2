/** One product in full: the picture over time, what it is worth where, and who offers it now. */
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { products, type ProductDetail, type ProductQuery } from "@/api/products";
import { classes } from "@/lib/classes";
import { kept } from "@/lib/units";
import { Ranges } from "@/ui/figures/chart-parts";
import { SelectField } from "@/ui/forms/field";
import { Section, useTitle } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Thumb } from "@/ui/signs/thumb";

import { Figures } from "./figures";
import { Offers } from "./offers";
import { OverTime } from "./over-time";
import css from "./product.module.css";
import { WorthList } from "./worth-list";

const ranges: readonly (readonly [string, number])[] = [
  ["1 d", 1],
  ["1 w", 7],
  ["30 d", 30],
  ["90 d", 90],
  ["1 y", 365],
  ["All", 3_650],
];

type Chosen = Required<Pick<ProductQuery, "days">> & Pick<ProductQuery, "venue" | "condition">;

type LoadedProps = { product: ProductDetail; chosen: Chosen; onChoose: (chosen: Chosen) => void };
type Actions = { actions: (product: ProductDetail) => ReactNode };

function Choices({ product, chosen, onChoose }: LoadedProps) {
  return (
    <div className={css.choices}>
      <SelectField
        label="Sell at"
        hideLabel
        value={product.venue}
        onChange={({ target }) => {
          onChoose({ ...chosen, venue: target.value });
        }}
      >
        {product.venues.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </SelectField>
      {product.conditions.length > 1 && (
        <SelectField
          label="Condition"
          hideLabel
          value={product.condition}
          onChange={({ target }) => {
            onChoose({ ...chosen, condition: target.value as Chosen["condition"] });
          }}
        >
          {product.conditions.map((one) => (
            <option key={one} value={one}>
              {one.replaceAll("_", " ")}
            </option>
          ))}
        </SelectField>
      )}
      <Ranges
        options={ranges}
        chosen={chosen.days}
        onChoose={(days) => {
          onChoose({ ...chosen, days });
        }}
      />
    </div>
  );
}

function Loaded({ product, chosen, onChoose, actions }: LoadedProps & Actions) {
  const { title, brand, category, image } = product.product;
  useTitle(title);
  return (
    <>
      <header className={css.head}>
        <Thumb src={image ?? product.offers.find((one) => one.image)?.image ?? null} size={72} />
        <div>
          <h1>{kept(title)}</h1>
          <p>{[brand, category].filter(Boolean).join(" · ") || "One product, all its offers"}</p>
        </div>
        <div className={css.actions}>{actions(product)}</div>
      </header>
      <Figures product={product} />
      <Section title="Prices over time">
        <Choices product={product} chosen={chosen} onChoose={onChoose} />
        <OverTime key={`${chosen.days}`} product={product} />
      </Section>
      <Section title="What it is worth" note="By venue and condition, with how sure that is">
        <WorthList product={product} />
      </Section>
      <Section title="Offers now" note="The same thing, wherever it is seen">
        <Offers offers={product.offers} />
      </Section>
    </>
  );
}

export function ProductPage({ id, actions }: { id: string } & Actions) {
  const [chosen, setChosen] = useState<Chosen>({ days: 90 });
  const { data, error, refetch, isPlaceholderData } = useQuery(products.one(id, chosen));
  useTitle("Product");
  if (error && !data) {
    return <ErrorState error={error} onRetry={() => void refetch()} what="This product" one />;
  }
  return (
    <div className={classes(css.page, isPlaceholderData && css.old)} aria-busy={isPlaceholderData}>
      {data ? (
        <Loaded product={data} chosen={chosen} onChoose={setChosen} actions={actions} />
      ) : (
        <SkeletonRows rows={4} height={120} />
      )}
    </div>
  );
}
