/** A new search. */
import { Link } from "@tanstack/react-router";

import { Page } from "@/ui/page/page";

import { Builder } from "./builder";

export function NewSearchPage({ onSaved }: { onSaved: (id: string) => void }) {
  return (
    <Page
      title="New search"
      lead={
        <>
          Write a rule or fill the form: each follows the other. Or{" "}
          <Link to="/templates">begin from a template</Link>.
        </>
      }
    >
      <Builder
        search={null}
        onSaved={(search) => {
          onSaved(search.id);
        }}
      />
    </Page>
  );
}
