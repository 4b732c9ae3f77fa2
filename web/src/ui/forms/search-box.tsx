/** Free words; the address follows after a short pause, `/` puts the cursor here. */
import { useEffect, useRef, useState } from "react";

import { useKeys } from "@/lib/keyboard";
import { Icon } from "@/ui/signs/icon";

import css from "./filters.module.css";

const pause = 250;

type SearchBoxProps = { label: string; value: string; onSearch: (q: string) => void };

export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
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
        aria-label={label}
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
