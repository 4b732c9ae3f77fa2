/** A modal window on the browser's own dialog: focus stays inside, Escape closes. */
import { useId, useLayoutEffect, useRef, type ReactNode } from "react";

import { kept } from "@/lib/units";
import { Button, IconButton } from "@/ui/actions/button";

import css from "./dialog.module.css";

type DialogProps = { title: string; onClose: () => void; children: ReactNode };

export function Dialog({ title, onClose, children }: DialogProps) {
  const window = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it is still on the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = window.current;
    element?.showModal();
    return () => {
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={window}
      className={css.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={css.head}>
        <h2 id={id}>{kept(title)}</h2>
        <IconButton icon="close" label="Close" small onClick={onClose} />
      </div>
      <div className={css.body}>{children}</div>
    </dialog>
  );
}

type ConfirmProps = {
  title: string;
  action: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks once before something that cannot be taken back. */
export function Confirm({ title, action, busy, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div className={css.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" disabled={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
