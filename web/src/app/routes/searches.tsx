/** The routes of saved searches and of templates. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";

import { NewSearchPage } from "@/features/searches/new-search-page";
import { SearchPage } from "@/features/searches/search-page";
import { SearchesPage } from "@/features/searches/searches-page";
import { TemplatesPage } from "@/features/templates/templates-page";

const one = getRouteApi("/searches/$id");

export function SearchesRoute() {
  return <SearchesPage />;
}

export function NewSearchRoute() {
  const navigate = useNavigate();
  return (
    <NewSearchPage
      onSaved={(id) => {
        void navigate({ to: "/searches/$id", params: { id } });
      }}
    />
  );
}

export function SearchRoute() {
  const { id } = one.useParams();
  return <SearchPage key={id} id={id} />;
}

export function TemplatesRoute() {
  const navigate = useNavigate();
  return (
    <TemplatesPage
      onBegun={(id) => {
        void navigate({ to: "/searches/$id", params: { id } });
      }}
    />
  );
}
