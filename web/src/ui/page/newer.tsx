/** What is new above the rows that somebody reads: it waits there, and one press goes to it.
 *
 * It is told where the page has a place for it, beside the title, so that it covers no row.
 */
import { createContext, useContext, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";

import css from "./newer.module.css";

type Place = { at: HTMLElement | null; set: (element: HTMLElement | null) => void };

const Places = createContext<Place>({ at: null, set: () => undefined });

/** Around the place and the list that tells there what is new. */
export function WithNewer({ children }: { children: ReactNode }) {
  const [at, set] = useState<HTMLElement | null>(null);
  return <Places value={{ at, set }}>{children}</Places>;
}

/** Beside the title of a list that scrolls by itself; `sticky` where the whole page scrolls. */
export function NewerPlace({ sticky = false }: { sticky?: boolean }) {
  const { set } = useContext(Places);
  return <div ref={set} className={sticky ? css.sticky : css.place} />;
}

export function Newer({ count, onShow }: { count: number; onShow: () => void }) {
  const { at } = useContext(Places);
  if (!at) return null;
  return createPortal(
    <>
      <span role="status" className="visually-hidden">
        {count > 0 && "There is something new above."}
      </span>
      {count > 0 && (
        <Button look="primary" small icon="up" onClick={onShow}>
          {formatCount(count)} new
        </Button>
      )}
    </>,
    at,
  );
}
