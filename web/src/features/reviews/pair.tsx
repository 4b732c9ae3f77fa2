/** Two listings side by side: what is shown, and what is said differently. */
import type { Review } from "@/api/reviews";
import { useShopName } from "@/api/shops";
import { classes } from "@/lib/classes";
import { formatMoney } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { formatDate } from "@/lib/time";
import { compared, type Word } from "@/lib/words";
import { kept } from "@/lib/units";
import { Badge, DemoBadge } from "@/ui/signs/badge";
import { Icon } from "@/ui/signs/icon";
import { Thumb } from "@/ui/signs/thumb";

import css from "./pair.module.css";

type Side = Review["left"];

/** Whether two words are a figure and its unit, which are not parted. */
const isUnit = (figure = "", unit: string) => kept(`${figure} ${unit}`).includes("\u00a0");

/** The words of a title; those that the other one lacks stand out. */
export function Words({ words }: { words: readonly Word[] }) {
  return words.map(({ text, same }, index) => (
    // A title may say a word twice.
    <span key={`${index}/${text}`}>
      {index > 0 && (isUnit(words[index - 1]?.text, text) ? "\u00a0" : " ")}
      {same ? text : <mark>{text}</mark>}
    </span>
  ));
}

/** What tells two listings of one page apart, where the title does not say it. */
function variantIn(review: Review, which: "left" | "right"): string | null {
  const said = review.differences.find(({ name }) => name === "Variant")?.[which] ?? null;
  const title = review[which].title.toLowerCase();
  return said !== null && !title.includes(said.toLowerCase()) ? said : null;
}

type ListingProps = { side: Side; words: Word[]; of: string; variant: string | null };

/** What it is in the currency of the workspace, where the two are not priced in one. */
function InCommon({ converted }: Pick<Side, "converted">) {
  if (!converted) return null;
  return (
    <p className={css.common}>
      {formatMoney(converted.price)} at the rates of {formatDate(converted.rates_of)}
      <span className="visually-hidden"> ({converted.source})</span>
    </p>
  );
}

function Listing({ side, words, of, variant }: ListingProps) {
  const shopName = useShopName();
  return (
    <article className={css.side} aria-label={of}>
      <div className={css.picture}>
        <Thumb key={side.id} src={side.image} size={176} />
      </div>
      <div className={css.facts}>
        <div className={css.shop}>
          <span>{shopName(side.shop)}</span>
          <span className={css.market}>{marketplaceName(side.marketplace)}</span>
          {side.demo && <DemoBadge />}
        </div>
        <h2>
          <a href={side.url} target="_blank" rel="noreferrer">
            <Words words={words} />
            <Icon name="external" size={12} />
          </a>
        </h2>
        <div className={css.price}>
          {side.price ? formatMoney(side.price) : "No price"}
          {variant && <Badge>{variant}</Badge>}
          {side.condition && <Badge>{side.condition.replaceAll("_", " ")}</Badge>}
          {side.availability === "out_of_stock" && <Badge tone="warn">Out of stock</Badge>}
          {side.gone_at && <Badge>Gone</Badge>}
        </div>
        <InCommon converted={side.converted} />
      </div>
    </article>
  );
}

export function Pair({ review }: { review: Review }) {
  const agreed = review.differences.flatMap(({ kind, left }) =>
    kind === "same" && left !== null ? [left] : [],
  );
  const [left, right] = compared(review.left.title, review.right.title, agreed);
  return (
    <div className={css.pair}>
      <Listing
        side={review.left}
        words={left}
        of="One listing"
        variant={variantIn(review, "left")}
      />
      <span className={css.between} aria-hidden="true">
        ?
      </span>
      <Listing
        side={review.right}
        words={right}
        of="The other listing"
        variant={variantIn(review, "right")}
      />
    </div>
  );
}

type Difference = Review["differences"][number];

const kinds = {
  conflict: { word: "Conflict", order: 0 },
  different: { word: "Different", order: 1 },
  missing: { word: "Only one says it", order: 2 },
  same: { word: "Same", order: 3 },
} as const;

const inOrder = (differences: readonly Difference[]): Difference[] =>
  [...differences].sort((one, other) => kinds[one.kind].order - kinds[other.kind].order);

export function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) {
    return <p className={css.none}>Neither listing says more than its title.</p>;
  }
  return (
    <table className={css.table}>
      <caption className="visually-hidden">What each listing says, attribute by attribute</caption>
      <colgroup>
        <col className={css.attribute} />
        <col />
        <col />
        <col className={css.comparison} />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">One listing</th>
          <th scope="col">The other listing</th>
          <th scope="col">Compared</th>
        </tr>
      </thead>
      <tbody>
        {inOrder(differences).map(({ name, left, right, kind }) => (
          <tr key={name} data-kind={kind}>
            <th scope="row">{name}</th>
            <td className={classes(left === null && css.absent)}>{left ?? "not said"}</td>
            <td className={classes(right === null && css.absent)}>{right ?? "not said"}</td>
            <td className={css.kind}>
              <span>{kinds[kind].word}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
