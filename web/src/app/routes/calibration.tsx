/** The route of the calibration. */
import { CalibrationPage } from "@/features/calibration/calibration-page";

export function CalibrationRoute() {
  return <CalibrationPage />;
}
