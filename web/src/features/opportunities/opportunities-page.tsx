/** The list with its filters on the left, one opportunity in full on the right. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { opportunities } from "@/api/opportunities";
import { classes } from "@/lib/classes";
import { countFilters, toQuery, type Filters } from "@/lib/filters";
import { useNarrow } from "@/lib/media";
import { formatCount } from "@/lib/money";
import { NewerPlace, WithNewer } from "@/ui/page/newer";
import { useTitle } from "@/ui/page/page";

import { FilterBar } from "./filter-bar";
import { OpportunityList } from "./opportunity-list";
import css from "./page.module.css";

type PageProps = {
  filters: Filters;
  onFilters: (filters: Filters) => void;
  openId: string | null;
  onOpen: (id: string | null) => void;
  children?: ReactNode;
};

function Total({ filters }: { filters: Filters }) {
  const first = useQuery(opportunities.page(toQuery(filters), null));
  if (!first.data) return null;
  return <span>{formatCount(first.data.total)}</span>;
}

export function OpportunitiesPage({ filters, onFilters, openId, onOpen, children }: PageProps) {
  useTitle("Opportunities");
  /** On a phone the panel lies over the list: what is below is out of reach for keys, too. */
  const covered = useNarrow() && openId !== null;
  const clear = () => {
    onFilters({ sort: filters.sort });
  };
  return (
    <div className={classes(css.page, openId !== null && css.split)}>
      <WithNewer>
        <div className={css.list} inert={covered}>
          <div className={css.top}>
            <div className={css.title}>
              <h1>Opportunities</h1>
              <Total filters={filters} />
              <NewerPlace />
            </div>
            <FilterBar filters={filters} onFilters={onFilters} />
          </div>
          <OpportunityList
            key={JSON.stringify(filters)}
            filters={filters}
            openId={openId}
            onOpen={onOpen}
            onSort={(sort) => {
              onFilters({ ...filters, sort });
            }}
            onClear={countFilters(filters) > 0 ? clear : null}
          />
        </div>
      </WithNewer>
      {children}
    </div>
  );
}
