/** Everything that narrows the list; its state is the address. */
import { useQuery } from "@tanstack/react-query";

import { opportunities, type FacetValue } from "@/api/opportunities";
import { classes } from "@/lib/classes";
import {
  DEFAULT_SORT,
  countFilters,
  NUMBERS,
  STATUSES,
  toggled,
  VERDICTS,
  type FilterProps,
  type StatusName,
} from "@/lib/filters";
import { useNarrow } from "@/lib/media";
import { formatCount } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { Button } from "@/ui/actions/button";
import { Choices } from "@/ui/forms/choices";
import { SelectField } from "@/ui/forms/field";
import css from "@/ui/forms/filters.module.css";
import { SearchBox } from "@/ui/forms/search-box";
import { Popover } from "@/ui/overlays/popover";
import { verdictWord } from "@/ui/signs/badge";

import { SORTS } from "./columns";
import { NumberFilters } from "./number-filters";

const statuses: Record<StatusName, string> = {
  open: "Open now",
  gone: "Gone",
  all: "Open and gone",
};

function StatusChoice({ filters, onFilters }: FilterProps) {
  const status = filters.status ?? "open";
  return (
    <div className={classes(css.status, status !== "open" && css.chosen)}>
      <SelectField
        label="Which opportunities"
        hideLabel
        value={status}
        onChange={(event) => {
          const chosen = STATUSES.find((one) => one === event.target.value);
          onFilters({ ...filters, status: chosen === "open" ? undefined : chosen });
        }}
      >
        {STATUSES.map((one) => (
          <option key={one} value={one}>
            {statuses[one]}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function VerdictChips({ filters, onFilters, counts }: FilterProps & { counts: FacetValue[] }) {
  return (
    <div className={css.chips} role="group" aria-label="Verdict">
      {VERDICTS.map((verdict) => {
        // what is counted is open
        const count = filters.status
          ? undefined
          : counts.find(({ value }) => value === verdict)?.count;
        return (
          <button
            key={verdict}
            type="button"
            className={css.chip}
            aria-pressed={filters.verdict?.includes(verdict) ?? false}
            onClick={() => {
              onFilters({ ...filters, verdict: toggled(filters.verdict, verdict) });
            }}
          >
            {verdictWord(verdict)} {count !== undefined && <small>{formatCount(count)}</small>}
          </button>
        );
      })}
    </div>
  );
}

export function FilterBar({ filters, onFilters }: FilterProps) {
  const facets = useQuery(opportunities.facets()).data;
  const narrow = useNarrow();
  const numbers = NUMBERS.filter((name) => filters[name] !== undefined).length;
  return (
    <div className={css.bar} role="search" aria-label="Filter opportunities">
      <SearchBox
        label="Search opportunities"
        value={filters.q ?? ""}
        onSearch={(q) => {
          onFilters({ ...filters, q });
        }}
      />
      <VerdictChips filters={filters} onFilters={onFilters} counts={facets?.verdicts ?? []} />
      {narrow && (
        <SelectField
          label="Sort by"
          hideLabel
          value={filters.sort ?? DEFAULT_SORT}
          onChange={(event) => {
            onFilters({ ...filters, sort: event.target.value });
          }}
        >
          {SORTS.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
      )}
      <Choices
        title="Marketplace"
        name={marketplaceName}
        options={facets?.marketplaces ?? []}
        chosen={filters.marketplace}
        onChoose={(marketplace) => {
          onFilters({ ...filters, marketplace });
        }}
      />
      <Choices
        title="Category"
        options={facets?.categories ?? []}
        chosen={filters.category}
        onChoose={(category) => {
          onFilters({ ...filters, category });
        }}
      />
      <Popover
        label={numbers > 0 ? `Limits · ${numbers}` : "Limits"}
        title="Limits"
        active={numbers > 0}
      >
        <NumberFilters filters={filters} onFilters={onFilters} />
      </Popover>
      <StatusChoice filters={filters} onFilters={onFilters} />
      {countFilters(filters) > 0 && (
        <Button
          look="ghost"
          small
          onClick={() => {
            onFilters({ sort: filters.sort });
          }}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
