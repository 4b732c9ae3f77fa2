/** What somebody looks for: saved searches, their rule and form, and what they caught. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  addSearch,
  archiveSearch,
  changeSearch,
  duplicateSearch,
  getLanguageModel,
  getSearch,
  listHits,
  listSearches,
  listSearchMarketplaces,
  listTemplates,
  parseRule,
  pauseSearch,
  previewSearch,
  printRule,
  removeSearch,
  resumeSearch,
  searchFromTemplate,
  wordRule,
} from "./generated/sdk.gen";
import type { NewSearch, SearchChange, SearchForm } from "./generated/types.gen";

export type {
  ReadRule,
  Search,
  SearchForm,
  SearchHit,
  SearchMarketplace,
  SearchRange,
  SearchTemplate,
} from "./generated/types.gen";

const all = ["searches"] as const;

export const searches = {
  all,

  list: (archived: boolean) =>
    queryOptions({
      queryKey: [...all, "list", archived] as const,
      queryFn: async ({ signal }) =>
        (
          await listSearches<true>({
            query: { limit: 200, ...(archived ? { state: ["archived"] } : {}) },
            signal,
          })
        ).data.items,
    }),

  one: (id: string) =>
    queryOptions({
      queryKey: [...all, "one", id] as const,
      queryFn: async ({ signal }) =>
        (await getSearch<true>({ path: { search_id: id }, signal })).data,
    }),

  hits: (id: string) =>
    infiniteQueryOptions({
      queryKey: [...all, "hits", id] as const,
      initialPageParam: null as string | null,
      queryFn: async ({ pageParam, signal }) =>
        (
          await listHits<true>({
            path: { search_id: id },
            query: pageParam === null ? {} : { cursor: pageParam },
            signal,
          })
        ).data,
      getNextPageParam: (page) => page.next ?? null,
    }),

  preview: (rule: string) =>
    queryOptions({
      queryKey: ["search-preview", rule] as const,
      queryFn: async ({ signal }) => (await previewSearch<true>({ body: { rule }, signal })).data,
      enabled: rule !== "",
      retry: false,
      staleTime: 30_000,
    }),

  /** Whether plain words can be made a rule here, and by whom. */
  languageModel: () =>
    queryOptions({
      queryKey: ["language-model"] as const,
      queryFn: async ({ signal }) => (await getLanguageModel<true>({ signal })).data,
      staleTime: Infinity,
    }),

  marketplaces: () =>
    queryOptions({
      queryKey: ["search-marketplaces"] as const,
      queryFn: async ({ signal }) => (await listSearchMarketplaces<true>({ signal })).data.items,
      staleTime: Infinity,
    }),
};

export const templates = {
  all: ["templates"] as const,

  list: () =>
    queryOptions({
      queryKey: ["templates", "list"] as const,
      queryFn: async ({ signal }) => (await listTemplates<true>({ signal })).data,
    }),
};

export const askToWord = async (words: string) => (await wordRule<true>({ body: { words } })).data;

export const askToParse = async (rule: string) => (await parseRule<true>({ body: { rule } })).data;

export const askToPrint = async (form: SearchForm) => (await printRule<true>({ body: form })).data;

export const askToSave = async (body: NewSearch) => (await addSearch<true>({ body })).data;

export const askToChangeSearch = async (id: string, body: SearchChange) =>
  (await changeSearch<true>({ path: { search_id: id }, body })).data;

export const askToPauseSearch = async (id: string) =>
  (await pauseSearch<true>({ path: { search_id: id } })).data;

export const askToResumeSearch = async (id: string) =>
  (await resumeSearch<true>({ path: { search_id: id } })).data;

export const askToArchive = async (id: string) =>
  (await archiveSearch<true>({ path: { search_id: id } })).data;

export const askToDuplicate = async (id: string) =>
  (await duplicateSearch<true>({ path: { search_id: id } })).data;

export const askToForget = async (id: string) => {
  await removeSearch<true>({ path: { search_id: id } });
};

export const askToBegin = async (slug: string) =>
  (await searchFromTemplate<true>({ path: { slug }, body: {} })).data;
