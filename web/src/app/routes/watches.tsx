/** The route of the watches page. */
import { WatchesPage } from "@/features/watches/watches-page";

export function WatchesRoute() {
  return <WatchesPage />;
}
