/** A button that opens a small panel below it; Escape or a click elsewhere closes it. */
import { useEffect, useId, useRef, useState, type ReactNode } from "react";

import { classes } from "@/lib/classes";
import { Icon } from "@/ui/signs/icon";

import css from "./popover.module.css";

type PopoverProps = {
  label: ReactNode;
  title: string;
  active?: boolean;
  side?: "left" | "right";
  /** Class names of the trigger in place of its usual ones; then it has no chevron. */
  trigger?: string;
  children: ReactNode;
};

/** The end of a panel may lie below the fold. */
const bringIntoView = (panel: HTMLElement | null) => {
  panel?.scrollIntoView({ block: "nearest" });
};

export function Popover({
  label,
  title,
  active = false,
  side = "left",
  trigger: look,
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !anchor.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpen(false);
      trigger.current?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("keydown", escape, true);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("keydown", escape, true);
    };
  }, [open]);

  return (
    <div className={css.anchor} ref={anchor}>
      <button
        ref={trigger}
        type="button"
        className={look ?? classes(css.trigger, active && css.active)}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {label}
        {look === undefined && <Icon name="chevron" size={12} />}
      </button>
      {open && (
        <div
          ref={bringIntoView}
          id={id}
          role="group"
          aria-label={title}
          className={classes(css.panel, side === "right" && css.right)}
        >
          {children}
        </div>
      )}
    </div>
  );
}
