/** One short sentence at the foot of the window, with an undo where there is one. */
import { useSyncExternalStore } from "react";

import css from "./toast.module.css";

type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

const lasts = 6_000;
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
  setTimeout(() => {
    dismiss(id);
  }, lasts);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {shown.map(({ id, text, action }) => (
        <div key={id} className={css.toast}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
