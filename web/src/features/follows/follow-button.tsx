/** Follow one thing from wherever it stands; where it is followed already, go there. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { askToFollow, follows, type FollowCondition, type Target } from "@/api/follows";
import { session } from "@/api/session";
import type { Money } from "@/lib/money";
import { Button, IconButton } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Dialog } from "@/ui/overlays/dialog";
import { Icon } from "@/ui/signs/icon";

import { FollowForm } from "./follow-form";
import css from "./follows.module.css";

type FollowProps = {
  target: Target;
  /** By which it is known again: an id, an address, or marketplace/name in lower case. */
  followKey: string;
  label: string;
  words?: string;
  price?: Money | null;
  /** Only its icon, for narrow rows. */
  small?: boolean;
};

function FollowDialog({ target, label, price, onClose }: FollowProps & { onClose: () => void }) {
  const client = useQueryClient();
  const who = useQuery(session.current());
  const add = useMutation({
    mutationFn: (conditions: FollowCondition[]) => askToFollow(target, conditions),
    meta: { quiet: true },
    onSuccess: async (made) => {
      say(`Following ${made.label}.`);
      onClose();
      await client.invalidateQueries({ queryKey: follows.all });
    },
  });
  return (
    <Dialog title={`Follow ${label}`} onClose={onClose}>
      <FollowForm
        target={target}
        known={null}
        price={price ?? null}
        currency={who.data?.workspace.currency ?? "EUR"}
        action="Follow"
        busy={add.isPending}
        refusal={add.error}
        onSave={add.mutate}
      />
    </Dialog>
  );
}

export function FollowButton(props: FollowProps) {
  const { target, followKey, label, words = "Follow", small } = props;
  const [open, setOpen] = useState(false);
  const known = useQuery(follows.of(target.kind, followKey));
  if (known.data) {
    return (
      <Link
        to="/follows/$id"
        params={{ id: known.data.id }}
        className={css.following}
        aria-label={`Following ${label}`}
      >
        <Icon name="bell" size={14} />
        {!small && "Following"}
      </Link>
    );
  }
  const show = () => {
    setOpen(true);
  };
  return (
    <>
      {small ? (
        <IconButton needs="write" small icon="bell" label={`Follow ${label}`} onClick={show} />
      ) : (
        <Button needs="write" icon="bell" onClick={show}>
          {words}
        </Button>
      )}
      {open && (
        <FollowDialog
          {...props}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
