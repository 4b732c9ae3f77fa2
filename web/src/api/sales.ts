/** What was sold: files of one's own, and the invented past of the demo street. */
import "./client";
import { importDemoPast, importSales } from "./generated/sdk.gen";

export type { EnteredSales } from "./generated/types.gen";

export const askToImportSales = async (csv: string) =>
  (await importSales<true>({ body: { csv } })).data;

export const askForDemoPast = async () => (await importDemoPast<true>()).data;
