/** What is this worth? A title, a GTIN or an address is asked about, and answered at once. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { opportunities } from "@/api/opportunities";
import { worthOf, type WorthQuery } from "@/api/worth";
import type { Asked } from "@/lib/asked";
import { toQuery } from "@/lib/filters";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { Answer } from "./answer";
import css from "./worth.module.css";

type WorthProps = { asked: Asked; onAsk: (asked: Asked) => void };

const LONGEST = 500;
const examples = 3;

function AskBox({ first, onAsk }: { first: string; onAsk: (q: string) => void }) {
  const [words, setWords] = useState(first);
  const said = words.trim();
  return (
    <form
      className={css.ask}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (said !== "") onAsk(said);
      }}
    >
      <TextField
        label="Title, GTIN, or the address of a page"
        type="search"
        autoComplete="off"
        maxLength={LONGEST}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
        }}
      />
      <Button type="submit" look="primary" disabled={said === ""}>
        Ask
      </Button>
    </form>
  );
}

function Answered({ asked, onAsk }: WorthProps) {
  const query = {
    q: asked.q,
    product_id: asked.product,
    condition: asked.condition as WorthQuery["condition"],
  };
  const { data, error, refetch, isPlaceholderData } = useQuery(worthOf(query));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} what="The answer" />;
  if (!data) return <SkeletonRows rows={3} height={90} />;
  return (
    <div className={css.answer} aria-busy={isPlaceholderData}>
      <Answer answer={data} asked={asked} onAsk={onAsk} />
    </div>
  );
}

/** Things that are known, to see at once what is answered. */
function Examples({ onAsk }: Pick<WorthProps, "onAsk">) {
  const deals = useQuery(opportunities.page(toQuery({}), null)).data?.items ?? [];
  const known = new Map(deals.map(({ product }) => [product.id, product.title]));
  if (known.size === 0) return null;
  return (
    <div className={css.examples} role="group" aria-label="For example">
      {[...known].slice(0, examples).map(([product, title]) => (
        <Button
          key={product}
          small
          onClick={() => {
            onAsk({ q: title, product });
          }}
        >
          {title}
        </Button>
      ))}
    </div>
  );
}

export function WorthPage({ asked, onAsk }: WorthProps) {
  const { q = "", product } = asked;
  return (
    <Page
      title="What is it worth?"
      lead="What it brings, how soon it sells, and the most to pay for it by your limits."
    >
      <AskBox
        key={q}
        first={q}
        onAsk={(words) => {
          onAsk({ q: words });
        }}
      />
      {q || product ? (
        <Answered asked={asked} onAsk={onAsk} />
      ) : (
        <EmptyState small icon="tag" title="Ask before you buy" action={<Examples onAsk={onAsk} />}>
          By everything that bolo has seen: what shops ask, what went, and what you sold.
        </EmptyState>
      )}
    </Page>
  );
}
