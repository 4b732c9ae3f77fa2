/** A rule and its form while somebody works on one of them: the other follows. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { askToParse, askToPrint, type ReadRule, type SearchForm } from "@/api/searches";

export type Form = Required<SearchForm>;
type Mistake = { message: string; at: number; length: number };

export const emptyForm: Form = {
  all: [],
  any: [],
  none: [],
  price: null,
  conditions: [],
  categories: [],
  near: null,
  sellers: [],
  not_sellers: [],
  shipping: null,
  least_discount: null,
  least_margin: null,
  marketplaces: [],
  languages: [],
  more: [],
};

const pause = 350;

/** Words as they are typed in a field: commas part them. */
export const parted = (typed: string): string[] => [
  ...new Set(
    typed
      .split(",")
      .map((word) => word.replaceAll('"', "").trim().replaceAll(/\s+/g, " "))
      .filter(Boolean),
  ),
];

export type Draft = {
  rule: string;
  form: Form;
  /** The rule as it was last understood, empty before that: what may be tried and saved. */
  understood: string;
  mistake: Mistake | null;
  refusal: string | null;
  type: (rule: string) => void;
  fill: (part: Partial<Form>) => void;
};

export function useDraft(first: { rule: string; form: SearchForm } | null): Draft {
  const [rule, setRule] = useState(first?.rule ?? "");
  const [form, setForm] = useState<Form>({ ...emptyForm, ...first?.form });
  const [understood, setUnderstood] = useState(first?.rule ?? "");
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const turn = useRef(0);
  const read = useMutation({
    mutationFn: (ask: () => Promise<ReadRule>) => ask(),
    meta: { quiet: true },
  });

  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  const later = (ask: () => Promise<ReadRule>, take: (answer: ReadRule) => void) => {
    const mine = ++turn.current;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      read.mutate(ask, {
        onSuccess: (answer) => {
          if (mine !== turn.current) return;
          setMistake(answer.mistake);
          setUnderstood(answer.rule ?? "");
          take(answer);
        },
        onError: () => {
          if (mine === turn.current) setUnderstood("");
        },
      });
    }, pause);
  };

  return {
    rule,
    form,
    understood,
    mistake,
    refusal: read.error?.message ?? null,
    type: (typed) => {
      setRule(typed);
      setMistake(null);
      if (!typed.trim()) {
        turn.current++;
        clearTimeout(timer.current);
        setForm(emptyForm);
        setUnderstood("");
        return;
      }
      later(
        () => askToParse(typed),
        (answer) => {
          if (answer.form) setForm({ ...emptyForm, ...answer.form });
        },
      );
    },
    fill: (part) => {
      const filled = { ...form, ...part };
      setForm(filled);
      later(
        () => askToPrint(filled),
        (answer) => {
          setRule(answer.rule ?? "");
        },
      );
    },
  };
}
