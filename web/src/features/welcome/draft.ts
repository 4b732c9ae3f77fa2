/** As much of a search's draft as the first steps need. */
import type { SearchForm, SearchRange } from "@/api/searches";

export type FirstDraft = {
  rule: string;
  understood: string;
  mistake: { message: string } | null;
  refusal: string | null;
  form: SearchForm;
  type: (rule: string) => void;
  fill: (part: { marketplaces?: string[]; price?: SearchRange | null }) => void;
};
