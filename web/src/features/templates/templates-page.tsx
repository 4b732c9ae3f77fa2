/** Ready searches to begin from, by category; one press makes a search of one. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { isLimited } from "@/api/client";
import { askToBegin, searches, templates, type SearchTemplate } from "@/api/searches";
import { session } from "@/api/session";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Refusal } from "@/ui/feedback/refusal";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card, Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./templates.module.css";

type TileProps = {
  template: SearchTemplate;
  busy: boolean;
  refused: Error | null;
  onBegin: (slug: string) => void;
};

/** A word stays with its minus: "-broken" in two lines says the opposite. */
function RuleText({ rule }: { rule: string }) {
  const parts = rule.split(/(\s+)/);
  return (
    <code>
      {parts.map((part, at) =>
        part.startsWith("-") ? (
          // The parts of a rule never move.
          <span key={at}>{part}</span>
        ) : (
          part
        ),
      )}
    </code>
  );
}

function Tile({ template, busy, refused, onBegin }: TileProps) {
  const { slug, title, category, text, rule, featured, own, uses } = template;
  return (
    <li>
      <Card className={css.tile}>
        <div className={css.marks}>
          <Badge tone="outline">{category}</Badge>
          {featured && <Badge tone="accent">Featured</Badge>}
          {own && <Badge tone="good">From your operator</Badge>}
        </div>
        <h2>{title}</h2>
        <p>{text}</p>
        <RuleText rule={rule} />
        <div className={css.foot}>
          <span>
            {uses === 0
              ? "Not used yet"
              : `${formatCount(uses)} ${uses === 1 ? "search" : "searches"}`}
          </span>
          <Button
            needs="write"
            look="primary"
            small
            disabled={busy}
            aria-label={`Use ${title}`}
            onClick={() => {
              onBegin(slug);
            }}
          >
            Use
          </Button>
        </div>
        {refused && <Refusal message={refused.message} limited={isLimited(refused)} />}
      </Card>
    </li>
  );
}

const holds = ({ title, text, rule }: SearchTemplate, typed: string): boolean =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${title} ${text} ${rule}`.toLowerCase().includes(word));

function Categories({
  all,
  chosen,
  onChoose,
}: {
  all: readonly string[];
  chosen: string | null;
  onChoose: (category: string | null) => void;
}) {
  return (
    <div role="group" aria-label="Category" className={css.categories}>
      {[null, ...all].map((one) => (
        <Button
          key={one ?? ""}
          small
          look={one === chosen ? "primary" : "plain"}
          aria-pressed={one === chosen}
          onClick={() => {
            onChoose(one);
          }}
        >
          {one ?? "All"}
        </Button>
      ))}
    </div>
  );
}

export function TemplatesPage({ onBegun }: { onBegun: (search: string) => void }) {
  const client = useQueryClient();
  const list = useQuery(templates.list());
  const [category, setCategory] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const operator = useQuery(session.current()).data?.operator === true;
  const begin = useMutation({
    mutationFn: askToBegin,
    meta: { quiet: true },
    onSuccess: async (search) => {
      say(`${search.title} is saved.`);
      await client.invalidateQueries({ queryKey: searches.all });
      await client.invalidateQueries({ queryKey: templates.all });
      onBegun(search.id);
    },
  });
  const shown = (list.data?.items ?? []).filter(
    (one) => (category === null || one.category === category) && holds(one, typed.trim()),
  );
  return (
    <Page
      title="Templates"
      lead="Ready searches. One press saves one; change it as you like."
      actions={operator && <Link to="/admin">Add your own</Link>}
    >
      {list.isPending && <SkeletonRows rows={6} height={90} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="The templates" />
      )}
      {list.data && (
        <>
          <div className={css.bar}>
            <TextField
              label="Find a template"
              hideLabel
              type="search"
              placeholder="Find a template"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
            <Categories all={list.data.categories} chosen={category} onChoose={setCategory} />
          </div>
          <ul aria-label="Templates" className={css.tiles}>
            {shown.map((one) => (
              <Tile
                key={one.slug}
                template={one}
                busy={begin.isPending}
                refused={begin.variables === one.slug ? begin.error : null}
                onBegin={begin.mutate}
              />
            ))}
          </ul>
          {shown.length === 0 && (
            <EmptyState small icon="search" title="No template is like that" />
          )}
        </>
      )}
    </Page>
  );
}
