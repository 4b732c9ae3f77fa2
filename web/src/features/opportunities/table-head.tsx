/** The heads of the columns; pressing one sorts on the server. */
import { classes } from "@/lib/classes";
import { nextSort } from "@/lib/filters";
import { Icon } from "@/ui/signs/icon";

import { COLUMNS, type Column } from "./columns";
import css from "./list.module.css";

type HeadProps = { sort: string; onSort: (sort: string) => void };

const ordered = (sort: string, key: string | undefined) =>
  key === undefined || sort.replace(/^-/, "") !== key
    ? undefined
    : sort.startsWith("-")
      ? ("descending" as const)
      : ("ascending" as const);

function SortButton({
  label,
  by,
  down,
  sort,
  onSort,
}: { label: string; by: string; down: boolean } & HeadProps) {
  const order = ordered(sort, by);
  return (
    <button
      type="button"
      className={classes(css.sort, order && css.sorted)}
      onClick={() => {
        onSort(nextSort(sort, by, down));
      }}
    >
      {label}
      {order && <Icon name={order === "descending" ? "down" : "up"} size={11} />}
    </button>
  );
}

function Head({ column, sort, onSort }: { column: Column } & HeadProps) {
  const { key, label, sort: by, down = false, end, also } = column;
  return (
    <div
      role="columnheader"
      aria-sort={ordered(sort, by) ?? ordered(sort, also?.sort)}
      className={classes(end && css.end, also && css.two, css[`k-${key}`])}
    >
      {by ? <SortButton label={label} by={by} down={down} sort={sort} onSort={onSort} /> : label}
      {also && (
        <>
          <span aria-hidden="true">/</span>
          <SortButton label={also.label} by={also.sort} down={false} sort={sort} onSort={onSort} />
        </>
      )}
    </div>
  );
}

export function TableHead(props: HeadProps) {
  return (
    <div role="rowgroup" className={css.headGroup}>
      <div role="row" aria-rowindex={1} className={css.head}>
        {COLUMNS.map((column) => (
          <Head key={column.key} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}
