/** The route of the calibration: a past of one's own is imported there. */
import { CalibrationPage } from "@/features/calibration/calibration-page";
import { ImportSales } from "@/features/sales/import-sales";

export function CalibrationRoute() {
  return (
    <CalibrationPage
      importer={(busy, onEntered) => <ImportSales busy={busy} onEntered={onEntered} />}
    />
  );
}
