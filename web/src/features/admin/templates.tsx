/** Ready searches of the operator's own: added and changed here, shown to everybody in the gallery. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToRemoveTemplate } from "@/api/admin";
import { templates, type SearchTemplate } from "@/api/searches";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Badge } from "@/ui/signs/badge";

import css from "./admin.module.css";
import { List } from "./list";
import { TemplateForm } from "./template-form";

const used = (uses: number): string =>
  uses === 0 ? "not used yet" : `${formatCount(uses)} ${uses === 1 ? "search" : "searches"}`;

type RowProps = { one: SearchTemplate; busy: boolean; onEdit: () => void; onRemove: () => void };

function Row({ one, busy, onEdit, onRemove }: RowProps) {
  return (
    <li className={css.row}>
      <div className={css.what}>
        <b>{one.title}</b> {one.featured && <Badge tone="accent">Featured</Badge>}
        <span>{one.rule}</span>
      </div>
      <div className={css.reason}>
        {one.category} · {used(one.uses)}
      </div>
      <Button small aria-label={`Edit ${one.title}`} onClick={onEdit}>
        Edit
      </Button>
      <Button small disabled={busy} aria-label={`Withdraw ${one.title}`} onClick={onRemove}>
        Withdraw
      </Button>
    </li>
  );
}

export function OwnTemplates() {
  const client = useQueryClient();
  const found = useQuery(templates.list());
  const [edited, setEdited] = useState<SearchTemplate | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: templates.all });
  const remove = useMutation({
    mutationFn: (one: SearchTemplate) => askToRemoveTemplate(one.slug),
    onSuccess: async (_, { title, slug }) => {
      say(`${title} is withdrawn. Searches that began from it stay.`);
      setEdited((now) => (now?.slug === slug ? null : now));
      await refresh();
    },
  });
  const { error, refetch } = found;
  const all = found.data?.items ?? [];
  const answer = { error, refetch, data: found.data && all.filter(({ own }) => own) };
  return (
    <>
      <List answer={answer} what="Your templates" empty="No template of your own yet">
        {(one) => (
          <Row
            key={one.slug}
            one={one}
            busy={remove.isPending}
            onEdit={() => {
              setEdited(one);
            }}
            onRemove={() => {
              remove.mutate(one);
            }}
          />
        )}
      </List>
      <div className={css.gap} />
      <TemplateForm
        key={edited?.slug ?? ""}
        edited={edited}
        all={all}
        categories={found.data?.categories ?? []}
        onDone={async () => {
          setEdited(null);
          await refresh();
        }}
      />
    </>
  );
}
