/** The first run: a street to try things out, or a real shop at once. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askForDemo, demo } from "@/api/session";
import { askToWatch } from "@/api/watches";
import { looksLikeAddress } from "@/lib/address";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { useTitle } from "@/ui/page";
import { say } from "@/ui/toast";

import css from "./welcome.module.css";

function DemoChoice() {
  const client = useQueryClient();
  const available = useQuery(demo.state()).data?.available ?? true;
  const start = useMutation({
    mutationFn: askForDemo,
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <section className={css.choice} aria-label="Demo street">
      <Icon name="shop" size={24} />
      <h2>Walk down the demo street</h2>
      <p>
        Three made-up shops on this machine, hundreds of goods, prices that move, and traps that
        bolo must not fall for. Removed with one press.
      </p>
      <Button
        look="primary"
        disabled={start.isPending || !available}
        onClick={() => {
          start.mutate();
        }}
      >
        {start.isPending ? "Opening the shops…" : "Start the demo"}
      </Button>
    </section>
  );
}

function ShopChoice() {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const typed = text.trim();
  const add = useMutation({
    mutationFn: askToWatch,
    meta: { quiet: true },
    onSuccess: (watch) => {
      say(`Watching ${watch.label}. Add a second shop to compare with.`);
      return client.invalidateQueries();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed) add.mutate(looksLikeAddress(typed) ? { address: typed } : { words: typed });
  };
  return (
    <section className={css.choice} aria-label="A real shop">
      <Icon name="eye" size={24} />
      <h2>Watch a real shop</h2>
      <p>
        Any Shopify or WooCommerce shop, or any product page. No keys are needed; bolo asks politely
        and keeps to each shop’s rules.
      </p>
      <form className={css.form} onSubmit={submit}>
        <TextField
          label="Address of a shop or product"
          hideLabel
          placeholder="https://"
          value={text}
          error={add.error?.message}
          onChange={(event) => {
            setText(event.target.value);
            add.reset();
          }}
        />
        <Button type="submit" disabled={!typed || add.isPending}>
          {add.isPending ? "Adding…" : "Watch it"}
        </Button>
      </form>
    </section>
  );
}

export default function WelcomePage() {
  useTitle("Welcome");
  return (
    <div className={css.page}>
      <header className={css.head}>
        <img src="/favicon.svg" alt="" />
        <h1>Be on the lookout</h1>
        <p>
          bolo watches shops, finds what sells elsewhere for more, and shows the profit after every
          fee.
        </p>
      </header>
      <div className={css.choices}>
        <DemoChoice />
        <ShopChoice />
      </div>
      <ol className={css.steps}>
        <li>
          <Icon name="eye" /> Watch
        </li>
        <li>
          <Icon name="copy" /> Match
        </li>
        <li>
          <Icon name="tag" /> Value
        </li>
        <li>
          <Icon name="spark" /> Decide
        </li>
      </ol>
    </div>
  );
}
