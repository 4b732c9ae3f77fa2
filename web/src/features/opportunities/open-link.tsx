/** The title of a row: a real link that opens the panel. */
import { kept } from "@/lib/units";

import css from "./list.module.css";

type OpenLinkProps = {
  id: string;
  title: string;
  onOpen: (id: string) => void;
};

export function OpenLink({ id, title, onOpen }: OpenLinkProps) {
  return (
    <a
      className={css.title}
      href={`/opportunities/${id}`}
      data-id={id}
      title={title}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(id);
      }}
    >
      {kept(title)}
    </a>
  );
}
