/** The frame of an ordinary page: a title, a sentence, sections. */
import { useEffect, type ReactNode } from "react";

import { classes } from "@/lib/classes";

import { NewerPlace, WithNewer } from "./newer";
import css from "./page.module.css";

/** Sets the title of the browser's tab while mounted. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · bolo`;
  }, [title]);
}

type PageProps = {
  title: string;
  /** Which part of the page is shown, for the title of the browser's tab. */
  tab?: string | undefined;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

export function Page({ title, tab, lead, actions, children }: PageProps) {
  useTitle(tab ? `${tab} · ${title}` : title);
  return (
    <WithNewer>
      <div className={css.page}>
        <NewerPlace sticky />
        <header className={css.head}>
          <div>
            <h1>{title}</h1>
            {lead && <p>{lead}</p>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </WithNewer>
  );
}

type SectionProps = { title: string; note?: ReactNode; children: ReactNode };

export function Section({ title, note, children }: SectionProps) {
  return (
    <section className={css.section} aria-label={title}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {note && <p>{note}</p>}
      </div>
      {children}
    </section>
  );
}

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classes(css.card, className)}>{children}</div>;
}
