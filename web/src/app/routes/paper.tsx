/** The route of paper trading. */
import { PaperPage } from "@/features/backtests/paper-page";

export function PaperRoute() {
  return <PaperPage />;
}
