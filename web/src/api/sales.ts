/** What was sold: files of one's own, and the invented past of the demo street. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  enterSale,
  getDemoPast,
  importDemoPast,
  importSales,
  previewSales,
  removeSale,
} from "./generated/sdk.gen";
import type { SalesFile, SaleToEnter } from "./generated/types.gen";

export type {
  DemoPast,
  EnteredSales,
  SalesPreview,
  SaleToEnter as NewSale,
} from "./generated/types.gen";

/** A file by the name it goes by here, so that a question is not named by megabytes. */
export type ChosenFile = { id: string; content: Pick<SalesFile, "csv" | "workbook"> };
/** Which sheet is read, what its columns are, and what holds for lines that do not say. */
export type Reading = Omit<SalesFile, "csv" | "workbook">;

export const askToEnterSale = async (sale: SaleToEnter) =>
  (await enterSale<true>({ body: sale })).data;

export const askToRemoveSale = async (id: string) =>
  (await removeSale<true>({ path: { sale_id: id } })).data;

export const askToImportSales = async ({ content }: ChosenFile, reading: Reading) =>
  (await importSales<true>({ body: { ...content, ...reading } })).data;

const previewOf =
  (body: SalesFile) =>
  async ({ signal }: { signal: AbortSignal }) =>
    (await previewSales<true>({ body, signal })).data;

/** What would come of a file; nothing is written. */
export const salesPreview = ({ id, content }: ChosenFile, reading: Reading) =>
  queryOptions({
    queryKey: ["sales-preview", id, reading] as const,
    queryFn: previewOf({ ...content, ...reading }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    meta: { quiet: true },
  });

export const askForDemoPast = async () => (await importDemoPast<true>()).data;

/** How many of the street's invented sales are entered, and how many may be now. */
export const demoPast = () =>
  queryOptions({
    queryKey: ["demo-past"] as const,
    queryFn: async ({ signal }) => (await getDemoPast<true>({ signal })).data,
    meta: { quiet: true },
  });
