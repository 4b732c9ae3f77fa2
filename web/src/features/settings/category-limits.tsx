/** Categories that have limits of their own: what differs there, and the way to change it. */
import { useState } from "react";

import type { CategoryLimits, LimitsChange, WorkspaceSettings } from "@/api/settings";
import { Button, IconButton } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Card } from "@/ui/page/page";
import { EmptyState } from "@/ui/page/state";

import { CategoryDialog } from "./category-dialog";
import { differences, named } from "./category-words";
import { useSaving } from "./saving";
import css from "./settings.module.css";

type RowProps = {
  limits: CategoryLimits;
  policy: WorkspaceSettings;
  busy: boolean;
  onEdit: () => void;
  onRemove: () => void;
};

function Row({ limits, policy, busy, onEdit, onRemove }: RowProps) {
  const { category } = limits;
  return (
    <li className={css.category}>
      <div>
        <b>{category}</b>
        <p>{differences(limits, policy).join(" · ") || "The same as everywhere"}</p>
      </div>
      <Button small disabled={busy} aria-label={`Edit ${category}`} onClick={onEdit}>
        Edit
      </Button>
      <IconButton
        small
        icon="trash"
        label={`Remove the limits of ${category}`}
        disabled={busy}
        onClick={onRemove}
      />
    </li>
  );
}

export function CategoryLimitsList({ policy }: { policy: WorkspaceSettings }) {
  const save = useSaving();
  const [editing, setEditing] = useState<CategoryLimits | "new" | null>(null);
  const own = policy.by_category ?? [];

  const put = (category: string, limits: LimitsChange | null, words: string, undo?: () => void) => {
    save.mutate(
      { categories: { [category]: limits } },
      {
        onSuccess: () => {
          setEditing(null);
          say(words, undo && { label: "Undo", run: undo });
        },
        onError: ({ message }) => {
          if (editing === null) say(message);
        },
      },
    );
  };
  const keep = (category: string, limits: LimitsChange) => {
    put(category, limits, `${category} has its own limits.`);
  };
  const remove = (own: CategoryLimits) => {
    const [category, limits] = named(own);
    put(category, null, `${category} has no limits of its own any more.`, () => {
      keep(category, limits);
    });
  };

  return (
    <>
      {own.length === 0 && (
        <EmptyState
          small
          icon="tag"
          title="No category has limits of its own"
          action={
            <Button
              onClick={() => {
                setEditing("new");
              }}
            >
              Add a category
            </Button>
          }
        >
          Ask more of phones than of books, say, or hold watches for longer.
        </EmptyState>
      )}
      {own.length > 0 && (
        <Card>
          <ul aria-label="Limits by category">
            {own.map((limits) => (
              <Row
                key={limits.category}
                limits={limits}
                policy={policy}
                busy={save.isPending}
                onEdit={() => {
                  setEditing(limits);
                }}
                onRemove={() => {
                  remove(limits);
                }}
              />
            ))}
          </ul>
          <div className={css.more}>
            <Button
              onClick={() => {
                setEditing("new");
              }}
            >
              Add a category
            </Button>
          </div>
        </Card>
      )}
      {editing !== null && (
        <CategoryDialog
          policy={policy}
          limits={editing === "new" ? null : editing}
          error={save.error?.message ?? null}
          busy={save.isPending}
          onSave={keep}
          onClose={() => {
            setEditing(null);
          }}
        />
      )}
    </>
  );
}
