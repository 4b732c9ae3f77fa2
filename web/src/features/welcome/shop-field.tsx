/** A shop or a page that one knows, to be read whole again and again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToWatch, watches } from "@/api/watches";
import { looksLikeAddress } from "@/lib/address";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";

import css from "./welcome.module.css";

export function ShopField() {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const typed = text.trim();
  const add = useMutation({
    mutationFn: askToWatch,
    meta: { quiet: true },
    onSuccess: (watch) => {
      setText("");
      say(`Watching ${watch.label}.`);
      return client.invalidateQueries({ queryKey: watches.all });
    },
  });
  const wrong =
    typed && !looksLikeAddress(typed) ? "Paste an address, as https://shop.example" : null;
  return (
    <form
      className={css.shop}
      onSubmit={(event) => {
        event.preventDefault();
        if (looksLikeAddress(typed)) add.mutate({ address: typed });
      }}
    >
      <TextField
        label="A shop that you know (optional)"
        placeholder="https://"
        hint="Any Shopify or WooCommerce shop is read whole, of others any product or category page"
        value={text}
        error={add.error?.message ?? (add.isIdle ? null : wrong)}
        onChange={({ target }) => {
          setText(target.value);
          add.reset();
        }}
      />
      <Button needs="write" type="submit" disabled={!looksLikeAddress(typed) || add.isPending}>
        {add.isPending ? "Adding…" : "Watch it too"}
      </Button>
    </form>
  );
}
