/** The frame of the pages for who is not in yet. */
import type { ReactNode } from "react";

import { useTitle } from "@/ui/page/page";

import css from "./entry.module.css";

type EntryProps = { title: string; children: ReactNode };

export function Entry({ title, children }: EntryProps) {
  useTitle(title);
  return (
    <main className={css.page}>
      <div className={css.card}>
        <img src="/favicon.svg" alt="" />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
