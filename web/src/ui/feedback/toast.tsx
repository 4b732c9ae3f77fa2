/** One short sentence at the foot of the window, with an undo where there is one. */
import { useSyncExternalStore } from "react";

import { useKeys } from "@/lib/keyboard";
import { kept } from "@/lib/units";

import css from "./toast.module.css";

type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

const lasts = 6_000;
const lastsWithAction = 12_000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => {
  set(toasts.filter((toast) => toast.id !== id));
};

export function say(text: string, action?: Toast["action"]): void {
  last += 1;
  const id = last;
  set([...toasts.slice(-2), { id, text, action }]);
  expire(id, action ? lastsWithAction : lasts);
}

/** Takes it away in a while, but not from under a hand that is at it. */
function expire(id: number, after: number): void {
  setTimeout(() => {
    if (document.querySelector(`[data-toast="${id}"]:is(:hover, :focus-within)`)) expire(id, lasts);
    else dismiss(id);
  }, after);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const act = ({ id, action }: Toast) => {
    dismiss(id);
    action?.run();
  };
  useKeys({
    u: () => {
      const last = shown.findLast(({ action }) => action);
      if (last) act(last);
    },
  });
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={css.toast} data-toast={toast.id}>
          <span>{kept(toast.text)}</span>
          {toast.action && (
            <button
              type="button"
              aria-keyshortcuts="u"
              onClick={() => {
                act(toast);
              }}
            >
              {toast.action.label} <kbd aria-hidden="true">u</kbd>
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
