/** What was sold: files of one's own, and the invented past of the demo street. */
import "./client";
import { enterSale, importDemoPast, importSales, removeSale } from "./generated/sdk.gen";
import type { SaleToEnter } from "./generated/types.gen";

export type { EnteredSales, SaleToEnter as NewSale } from "./generated/types.gen";

export const askToEnterSale = async (sale: SaleToEnter) =>
  (await enterSale<true>({ body: sale })).data;

export const askToRemoveSale = async (id: string) =>
  (await removeSale<true>({ path: { sale_id: id } })).data;

export const askToImportSales = async (csv: string) =>
  (await importSales<true>({ body: { csv } })).data;

export const askForDemoPast = async () => (await importDemoPast<true>()).data;
