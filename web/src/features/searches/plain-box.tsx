/** Plain words, made a rule by a language model where one is set; what it made is to be looked at. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { askToWord, searches } from "@/api/searches";
import { begun } from "@/lib/sentence";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";

import css from "./searches.module.css";

const longest = 500;

export function PlainBox({ onRule }: { onRule: (rule: string) => void }) {
  const [words, setWords] = useState("");
  const model = useQuery(searches.languageModel()).data?.model;
  const ask = useMutation({
    mutationFn: askToWord,
    meta: { quiet: true },
    onSuccess: (made) => {
      onRule(made.rule ?? made.said);
    },
  });
  if (!model) return null;
  const said = words.trim();
  const go = () => {
    if (said && !ask.isPending) ask.mutate(said);
  };
  const mistake = ask.data?.mistake?.message;
  const hint = ask.data?.rule
    ? `${model} wrote the rule below. Look at it and at what it catches, then save it.`
    : `These words are sent to ${model}. It writes the rule below, for you to look at.`;
  return (
    <div className={css.plainBox}>
      <TextField
        label="In your own words"
        placeholder="a working iPhone 13 under £400 around London"
        maxLength={longest}
        value={words}
        hint={hint}
        error={ask.error?.message ?? (mistake ? begun(mistake) : null)}
        onChange={({ target }) => {
          setWords(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          go();
        }}
      />
      <Button needs="write" disabled={!said || ask.isPending} onClick={go}>
        {ask.isPending ? "Asking…" : "Make a rule"}
      </Button>
    </div>
  );
}
