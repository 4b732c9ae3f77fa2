/** The title of a row: a real link that opens the panel, and takes focus when chosen by key. */
import { useEffect, useRef } from "react";

import { kept } from "@/lib/units";

import css from "./list.module.css";

type OpenLinkProps = {
  id: string;
  title: string;
  focused: boolean;
  onOpen: (id: string) => void;
};

export function OpenLink({ id, title, focused, onOpen }: OpenLinkProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (focused) link.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <a
      ref={link}
      className={css.title}
      href={`/opportunities/${id}`}
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
