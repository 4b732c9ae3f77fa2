/** The product that is meant, and what it comes to at each venue; or what it may be instead. */
import { Link } from "@tanstack/react-router";

import type { CouldBe, WorthAnswer } from "@/api/worth";
import type { Asked } from "@/lib/asked";
import { formatSureness } from "@/lib/money";
import { begun, sentence } from "@/lib/sentence";
import { kept } from "@/lib/units";
import { Button } from "@/ui/actions/button";
import { SelectField } from "@/ui/forms/field";
import { Card, Section } from "@/ui/page/page";
import { EmptyState } from "@/ui/page/state";
import { Thumb } from "@/ui/signs/thumb";

import { There } from "./there";
import css from "./worth.module.css";

type AnswerProps = { answer: WorthAnswer; asked: Asked; onAsk: (asked: Asked) => void };

const spoken = (condition: string) => condition.replaceAll("_", " ");

function Match({ answer, asked, onAsk }: AnswerProps) {
  const { match, condition, conditions } = answer;
  if (!match) return null;
  const { product, probability, reasons } = match;
  return (
    <Card className={css.match}>
      <Thumb src={product.image} size={56} />
      <div>
        <h2>
          <Link to="/products/$id" params={{ id: product.id }}>
            {kept(product.title)}
          </Link>
        </h2>
        <p>
          {formatSureness(probability, { digits: 1 })} sure that it is this:{" "}
          {sentence(reasons.join("; "))}.
        </p>
      </div>
      {conditions.length > 1 && condition !== null && (
        <SelectField
          label="Condition"
          hideLabel
          value={condition}
          onChange={({ target }) => {
            onAsk({ ...asked, condition: target.value });
          }}
        >
          {conditions.map((one) => (
            <option key={one} value={one}>
              {spoken(one)}
            </option>
          ))}
        </SelectField>
      )}
    </Card>
  );
}

/** How sure it is, where that was judged: words that hardly agree are judged by nothing. */
function alike(probability: string, reasons: string[]): string {
  const why = sentence(reasons.join("; "));
  if (Number(probability) === 0) return `Hardly: ${why}`;
  return `${formatSureness(probability, { digits: 1 })} sure: ${why}`;
}

function Other({ one, onChoose }: { one: CouldBe; onChoose: () => void }) {
  const { product, probability, conflicts, reasons } = one;
  return (
    <li>
      <Thumb src={product.image} />
      <div>
        <b>{kept(product.title)}</b>
        <small>
          {conflicts.length > 0 ? `Not it: ${conflicts.join("; ")}` : alike(probability, reasons)}
        </small>
      </div>
      <Button small aria-label={`It is ${product.title}`} onClick={onChoose}>
        It is this
      </Button>
    </li>
  );
}

function Others({ answer: { match, others }, asked, onAsk }: AnswerProps) {
  const unsure = match !== null && Number(match.probability) < 1;
  const told = unsure ? [match, ...others] : others;
  if (told.length === 0) return null;
  return (
    <Section
      title={match === null ? "Which of these is it?" : "Is it surely that?"}
      note="What you say counts for this question"
    >
      <ul className={css.others}>
        {told.map((one) => (
          <Other
            key={one.product.id}
            one={one}
            onChoose={() => {
              onAsk({ q: asked.q, product: one.product.id });
            }}
          />
        ))}
      </ul>
    </Section>
  );
}

export function Answer(props: AnswerProps) {
  const { venues, insufficient } = props.answer;
  return (
    <>
      <Match {...props} />
      {venues.map((one) => (
        <There key={one.venue.slug} one={one} />
      ))}
      {insufficient !== null && (
        <EmptyState small icon="search" title="Insufficient data">
          {begun(insufficient.replace("Insufficient data: ", ""))}
        </EmptyState>
      )}
      <Others {...props} />
    </>
  );
}
