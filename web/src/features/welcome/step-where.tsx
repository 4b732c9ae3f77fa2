/** The second step: where? Everywhere, or on some marketplaces; and a shop that one knows. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { isLimited } from "@/api/client";
import {
  askToPrint,
  askToSave,
  searches,
  type Search,
  type SearchMarketplace,
} from "@/api/searches";
import { Button } from "@/ui/actions/button";
import { Refusal } from "@/ui/feedback/refusal";
import { SkeletonRows } from "@/ui/page/state";

import type { FirstDraft } from "./draft";
import { ShopField } from "./shop-field";
import css from "./welcome.module.css";

type BoxProps = { one: SearchMarketplace; chosen: boolean; onToggle: () => void };

function Box({ one, chosen, onToggle }: BoxProps) {
  return (
    <label className={css.box}>
      <input type="checkbox" checked={chosen} onChange={onToggle} />
      <span>
        {one.title}
        {!one.connected && <small>waits until it is connected</small>}
        {one.connected && <small>{one.searchable ? "searched" : "read where you watch"}</small>}
      </span>
    </label>
  );
}

function Marketplaces({ draft }: { draft: FirstDraft }) {
  const known = useQuery(searches.marketplaces());
  const chosen = draft.form.marketplaces ?? [];
  if (!known.data) return <SkeletonRows rows={3} height={32} />;
  const toggle = (slug: string) => {
    draft.fill({
      marketplaces: chosen.includes(slug)
        ? chosen.filter((one) => one !== slug)
        : [...chosen, slug],
    });
  };
  const boxes = (connected: boolean) =>
    known.data
      .filter((one) => one.connected === connected)
      .map((one) => (
        <Box
          key={one.slug}
          one={one}
          chosen={chosen.includes(one.slug)}
          onToggle={() => {
            toggle(one.slug);
          }}
        />
      ));
  return (
    <>
      <label className={css.box}>
        <input
          type="checkbox"
          checked={chosen.length === 0}
          onChange={() => {
            draft.fill({ marketplaces: [] });
          }}
        />
        <span>
          Everywhere
          <small>all that bolo can search, and every shop that you watch</small>
        </span>
      </label>
      <div role="group" aria-label="Marketplaces" className={css.boxes}>
        {boxes(true)}
      </div>
      <details className={css.others}>
        <summary>Marketplaces that are not connected yet</summary>
        <div className={css.boxes}>{boxes(false)}</div>
      </details>
    </>
  );
}

type WhereProps = {
  draft: FirstDraft;
  title: string;
  template: string | null;
  onBack: () => void;
  onSaved: (search: Search) => void;
};

export function StepWhere({ draft, title, template, onBack, onSaved }: WhereProps) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const { rule } = await askToPrint(draft.form);
      return askToSave({ rule: rule ?? draft.understood, title, template });
    },
    meta: { quiet: true },
    onSuccess: async (search) => {
      onSaved(search);
      await client.invalidateQueries({ queryKey: searches.all });
    },
  });
  return (
    <div className={css.single}>
      <h2>Where?</h2>
      <p>
        <code>{draft.understood}</code>
      </p>
      <Marketplaces draft={draft} />
      <ShopField />
      {save.error && <Refusal message={save.error.message} limited={isLimited(save.error)} />}
      <div className={css.acts}>
        <Button
          needs="write"
          look="primary"
          disabled={save.isPending || !draft.understood}
          onClick={() => {
            save.mutate();
          }}
        >
          {save.isPending ? "Starting it…" : "Start the search"}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </div>
  );
}
