/** The route of the sources page. */
import { SourcesPage } from "@/features/sources/sources-page";

export function SourcesRoute() {
  return <SourcesPage />;
}
