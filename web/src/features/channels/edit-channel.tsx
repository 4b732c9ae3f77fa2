/** Changes the name and the settings of a channel; secret ones that are left empty stay. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToChangeChannel, channels, type Channel, type ChannelKind } from "@/api/channels";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Dialog } from "@/ui/overlays/dialog";

import css from "./channels.module.css";
import { SettingFields } from "./setting-fields";

type Props = { channel: Channel; kind: ChannelKind; onClose: () => void };

export function EditChannel({ channel, kind, onClose }: Props) {
  const client = useQueryClient();
  const [label, setLabel] = useState(channel.label);
  const [values, setValues] = useState<Record<string, string>>(channel.settings);
  const change = useMutation({
    mutationFn: () => askToChangeChannel(channel.id, { label, settings: values }),
    meta: { quiet: true },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: channels.all });
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Dialog title={`Change ${channel.label || channel.title}`} onClose={onClose}>
      <form className={css.fields} onSubmit={submit}>
        <TextField
          label="Name (optional)"
          placeholder={kind.title}
          value={label}
          onChange={({ target }) => {
            setLabel(target.value);
          }}
        />
        <SettingFields kept settings={kind.settings} values={values} onChange={setValues} />
        {change.error && (
          <p role="alert" className={css.refusal}>
            {change.error.message}
          </p>
        )}
        <div className={css.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
