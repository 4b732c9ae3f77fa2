/** What narrows the feed; its state is the address. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { exportAddress, feed } from "@/api/feed";
import {
  countLimits,
  SHELVES,
  toFeedQuery,
  type FeedFilters,
  type Shelf,
} from "@/lib/feed-filters";
import { marketplaceName } from "@/lib/names";
import { asTyped, typedMistake, typedNumber } from "@/lib/typed";
import { Button } from "@/ui/actions/button";
import { Choices } from "@/ui/forms/choices";
import { TextField } from "@/ui/forms/field";
import bar from "@/ui/forms/filters.module.css";
import { SearchBox } from "@/ui/forms/search-box";
import { Popover } from "@/ui/overlays/popover";

import css from "./listings.module.css";

export type FilterProps = { filters: FeedFilters; onFilters: (filters: FeedFilters) => void };

const shelves: Record<Shelf, string> = {
  all: "All",
  unseen: "Not looked at",
  saved: "Saved",
  hidden: "Hidden",
  gone: "Gone",
};

function Shelves({ filters, onFilters }: FilterProps) {
  return (
    <div className={bar.chips} role="group" aria-label="Which listings">
      {SHELVES.map((shelf) => (
        <button
          key={shelf}
          type="button"
          className={bar.chip}
          aria-pressed={(filters.shelf ?? "all") === shelf}
          onClick={() => {
            onFilters({ ...filters, shelf: shelf === "all" ? undefined : shelf });
          }}
        >
          {shelves[shelf]}
        </button>
      ))}
    </div>
  );
}

type PriceProps = FilterProps & { name: "min_price" | "max_price"; label: string };

function PriceField({ name, label, filters, onFilters }: PriceProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft?.trim() ? typedMistake(draft) : null;
  const keep = () => {
    if (draft === null || wrong) return;
    onFilters({ ...filters, [name]: typedNumber(draft) ?? undefined });
    setDraft(null);
  };
  return (
    <TextField
      label={label}
      inputMode="decimal"
      placeholder="Any"
      value={draft ?? asTyped(filters[name] ?? "")}
      error={wrong}
      onChange={(event) => {
        setDraft(event.target.value);
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
      }}
    />
  );
}

function Prices({ filters, onFilters }: FilterProps) {
  const count = countLimits(filters);
  return (
    <Popover label={count > 0 ? `Price · ${count}` : "Price"} title="Price" active={count > 0}>
      <div className={css.prices}>
        <PriceField name="min_price" label="At least" filters={filters} onFilters={onFilters} />
        <PriceField name="max_price" label="At most" filters={filters} onFilters={onFilters} />
      </div>
    </Popover>
  );
}

function Facets({ filters, onFilters }: FilterProps) {
  const facets = useQuery(feed.facets()).data;
  const kinds = [
    ["marketplace", "Marketplace", facets?.marketplaces, marketplaceName],
    ["shop", "Shop", facets?.shops, undefined],
    ["condition", "Condition", facets?.conditions, (value: string) => value.replaceAll("_", " ")],
    ["tag", "Tag", facets?.tags, undefined],
  ] as const;
  return kinds.map(([key, title, options = [], name]) =>
    key === "tag" && options.length === 0 && !filters.tag ? null : (
      <Choices
        key={key}
        title={title}
        {...(name ? { name } : {})}
        options={options}
        chosen={filters[key]}
        onChoose={(values) => {
          onFilters({ ...filters, [key]: values.length > 0 ? values : undefined });
        }}
      />
    ),
  );
}

/** What is listed, as a file. */
export function Export({ filters }: { filters: FeedFilters }) {
  const query = toFeedQuery(filters);
  return (
    <Popover label="Export" title="Export what is listed" side="right">
      <div className={css.files}>
        {(["csv", "xlsx"] as const).map((format) => (
          <a key={format} href={exportAddress(query, format)} download>
            {format.toUpperCase()} file
          </a>
        ))}
      </div>
    </Popover>
  );
}

export function FeedFilterBar({ filters, onFilters }: FilterProps) {
  const narrowed = Object.keys(filters).length > 0;
  return (
    <div className={css.filters} role="search" aria-label="Filter listings">
      <SearchBox
        label="Search listings"
        value={filters.q ?? ""}
        onSearch={(q) => {
          onFilters({ ...filters, q: q.trim() === "" ? undefined : q });
        }}
      />
      <Shelves filters={filters} onFilters={onFilters} />
      <Facets filters={filters} onFilters={onFilters} />
      <Prices filters={filters} onFilters={onFilters} />
      {narrowed && (
        <Button
          look="ghost"
          small
          onClick={() => {
            onFilters({});
          }}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
