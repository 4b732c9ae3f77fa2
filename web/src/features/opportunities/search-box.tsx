/** Free words; the address follows after a short pause, `/` puts the cursor here. */
import { useEffect, useRef, useState } from "react";

import { useKeys } from "@/lib/keyboard";
import { Icon } from "@/ui/icon";

import css from "./page.module.css";

const pause = 250;

export function SearchBox({ value, onSearch }: { value: string; onSearch: (q: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });

  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => {
      search.current(draft);
      setDraft(null);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [draft]);

  useKeys({
    "/": (event) => {
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    },
  });

  return (
    <div className={css.search}>
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        aria-label="Search opportunities"
        placeholder="Search"
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
