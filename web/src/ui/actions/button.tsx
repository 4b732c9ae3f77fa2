/** Buttons, and links that look like them; those that take a right say so to whom lacks it. */
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, MouseEvent } from "react";

import { classes } from "@/lib/classes";
import { useBar, type Need } from "@/ui/feedback/may";
import { Icon, type IconName } from "@/ui/signs/icon";

import css from "./button.module.css";

type Look = { look?: "primary" | "plain" | "ghost" | "danger"; small?: boolean };

type Right = {
  /** What one must be allowed to press it. */
  needs?: Need | undefined;
};

const named = ({ look = "plain", small = false }: Look, square = false) =>
  classes(css.button, css[look], small && css.small, square && css.square);

/** A double click sends once: its second press comes before the first can have disabled anything. */
function sendOnce(event: MouseEvent<HTMLButtonElement>) {
  if (event.detail > 1) event.preventDefault();
}

export function Button({
  look,
  small,
  icon,
  needs,
  children,
  ...rest
}: Look & Right & { icon?: IconName } & ButtonHTMLAttributes<HTMLButtonElement>) {
  const bar = useBar(needs);
  const shown = bar ? "lock" : icon;
  const once = rest.type === "submit" ? { onClick: sendOnce } : {};
  return (
    <button type="button" {...once} {...rest} {...bar?.button} className={named({ look, small })}>
      {shown && <Icon name={shown} size={small ? 14 : 16} />}
      {children}
      {bar?.note}
    </button>
  );
}

/** A button that is only its icon; `label` says what it does. */
export function IconButton({
  look = "ghost",
  small,
  icon,
  label,
  needs,
  ...rest
}: Look & Right & { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  const bar = useBar(needs);
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      {...bar?.button}
      className={named({ look, small }, true)}
    >
      <Icon name={icon} size={small ? 14 : 16} />
      {bar && (
        <span className={css.lock}>
          <Icon name="lock" size={10} />
        </span>
      )}
      {bar?.note}
    </button>
  );
}

/** How a link within bolo looks that is a button to the eye. */
export const lookOf = (look: NonNullable<Look["look"]>) => named({ look });

/** A link out of bolo, always in a new tab and without telling where from. */
export function OutLink({
  look,
  small,
  children,
  href,
  ...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a
      {...rest}
      href={href}
      target="_blank"
      rel="noreferrer"
      className={classes(named({ look, small }), css.out)}
    >
      <span>{children}</span>
      <Icon name="external" size={small ? 12 : 14} />
    </a>
  );
}
