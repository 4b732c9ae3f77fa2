/** When one is told, and of how much at once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToTell, channels, type ChosenTelling, type Telling } from "@/api/channels";
import { useNow } from "@/lib/now";
import { formatMoment } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { AmountField } from "@/ui/forms/amount";
import { SelectField, TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./channels.module.css";

const hour = 3_600_000;
const mutes = { "": 0, "1 hour": hour, "8 hours": 8 * hour, "1 day": 24 * hour } as const;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "22:00:00" as an input of the browser shows it. */
const short = (at: string | null | undefined): string => at?.slice(0, 5) ?? "";

type FieldsProps = { wish: Telling; set: (change: Partial<Telling>) => void };

function Pace({ wish, set }: FieldsProps) {
  return (
    <>
      <SelectField
        label="How soon"
        value={wish.pace}
        onChange={({ target }) => {
          set({ pace: target.value as NonNullable<Telling["pace"]> });
        }}
      >
        <option value="instant">At once</option>
        <option value="hourly">In one message an hour</option>
        <option value="daily">In one message a day</option>
      </SelectField>
      {wish.pace === "daily" && (
        <TextField
          label="At"
          type="time"
          required
          value={short(wish.digest_at)}
          onChange={({ target }) => {
            set({ digest_at: target.value });
          }}
        />
      )}
    </>
  );
}

function Quiet({ wish, set }: FieldsProps) {
  return (
    <div className={css.pair}>
      <TextField
        label="Quiet from"
        hint="Held until the end, then told in one"
        type="time"
        value={short(wish.quiet_from)}
        onChange={({ target }) => {
          set({ quiet_from: target.value || null });
        }}
      />
      <TextField
        label="Quiet to"
        hint={`Times are those of ${wish.zone}`}
        type="time"
        value={short(wish.quiet_to)}
        onChange={({ target }) => {
          set({ quiet_to: target.value || null });
        }}
      />
    </div>
  );
}

function Amount({ wish, set }: FieldsProps) {
  return (
    <>
      <TextField
        label="At most a day"
        hint="On each channel; the rest is told the next day"
        type="number"
        min={1}
        max={1000}
        placeholder="no limit"
        value={wish.at_most ?? ""}
        onChange={({ target }) => {
          set({ at_most: target.value ? Number(target.value) : null });
        }}
      />
      <AmountField
        label="Worth at least"
        hint="Profit in your currency; less stays in the inbox"
        placeholder="any"
        amount={wish.min_worth ?? null}
        onChange={(min_worth) => {
          set({ min_worth });
        }}
      />
    </>
  );
}

function Mute({ wish, set }: FieldsProps) {
  const now = useNow();
  const until = wish.muted_until;
  const muted = until !== null && until !== undefined && Date.parse(until) > now;
  return (
    <SelectField
      label="Mute"
      hint={muted ? `Muted until ${formatMoment(until)}` : "Alerts stay in the inbox"}
      value=""
      onChange={({ target }) => {
        const length = mutes[target.value as keyof typeof mutes];
        set({ muted_until: length ? new Date(Date.now() + length).toISOString() : null });
      }}
    >
      <option value="">{muted ? "Muted; choose to change" : "Not muted"}</option>
      {Object.keys(mutes)
        .slice(1)
        .map((name) => (
          <option key={name} value={name}>
            {`For ${name}`}
          </option>
        ))}
    </SelectField>
  );
}

export function TellingForm({ telling }: { telling: ChosenTelling }) {
  const client = useQueryClient();
  const { chosen, ...first } = telling;
  const [wish, setWish] = useState<Telling>(chosen ? first : { ...first, zone: here });
  const save = useMutation({
    mutationFn: askToTell,
    meta: { quiet: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: channels.telling().queryKey });
      say("Saved. What waits is judged by it too.");
    },
  });
  const set = (change: Partial<Telling>) => {
    setWish({ ...wish, ...change });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(wish);
  };
  return (
    <Card>
      <form className={css.telling} onSubmit={submit}>
        <div className={css.grid}>
          <Pace wish={wish} set={set} />
          <Quiet wish={wish} set={set} />
          <Amount wish={wish} set={set} />
          <Mute wish={wish} set={set} />
        </div>
        {save.error && (
          <p role="alert" className={css.refusal}>
            {save.error.message}
          </p>
        )}
        <div className={css.foot}>
          {wish.muted_until && (
            <Button
              onClick={() => {
                set({ muted_until: null });
              }}
            >
              Unmute
            </Button>
          )}
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
