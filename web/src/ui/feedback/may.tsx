/** What the one who is here may do: what they may not use stays where it is, and says who may. */
import { createContext, useContext, useId, type MouseEvent, type ReactNode } from "react";

import { Icon } from "@/ui/signs/icon";

import css from "./may.module.css";
import { say } from "./toast";

/** The rights that not every role has, as the API names them. */
export type Need = "write" | "approve" | "manage";

type Known = { role: string; may: readonly string[] };

/** Nothing is barred until it is known who is here: the server refuses by itself. */
const Rights = createContext<Known | null>(null);
const Around = createContext<Need | undefined>(undefined);

const who: Record<Need, string> = {
  write: "Buyers, approvers and owners",
  approve: "Approvers and owners",
  manage: "Owners",
};

/** One sentence: who may. */
export const whoMay = (need: Need, role: string, deed = "do this"): string =>
  `${who[need]} may ${deed}; you are ${/^[aeiou]/.test(role) ? "an" : "a"} ${role} here.`;

export function RightsOf({ role, may, children }: Known & { children: ReactNode }) {
  return <Rights value={{ role, may }}>{children}</Rights>;
}

/** Why not, or null where it may be done; without `need`, what stands around it counts. */
function useWhyNot(need?: Need, deed?: string): string | null {
  const around = useContext(Around);
  const known = useContext(Rights);
  const wanted = need ?? around;
  if (wanted === undefined || known === null || known.may.includes(wanted)) return null;
  return whoMay(wanted, known.role, deed);
}

export const useMay = (need: Need): boolean => useWhyNot(need) === null;

export type Bar = {
  /** Says why not, where somebody tries. */
  tell: () => void;
  /** For a button: it can be reached and read, and a press tells why it does nothing. */
  button: {
    "aria-disabled": true;
    "aria-describedby": string;
    disabled: false;
    title: string;
    onClick: (event: MouseEvent) => void;
  };
  /** What the button is described by; stands once beside it, or inside. */
  note: ReactNode;
};

/** What keeps a control from being used, or null where it may be. */
export function useBar(need?: Need): Bar | null {
  const why = useWhyNot(need);
  const id = useId();
  if (why === null) return null;
  const tell = () => {
    say(why);
  };
  return {
    tell,
    button: {
      "aria-disabled": true,
      "aria-describedby": id,
      disabled: false,
      title: why,
      onClick: (event) => {
        event.preventDefault();
        event.stopPropagation();
        tell();
      },
    },
    note: (
      <span id={id} hidden>
        {why}
      </span>
    ),
  };
}

/** A form or list that takes a right: without it its fields can be read, and this says who may. */
export function Needs({ right, children }: { right: Need; children: ReactNode }) {
  const why = useWhyNot(right, "change this");
  return (
    <Around value={right}>
      {why !== null && (
        <p className={css.note}>
          <Icon name="lock" size={14} />
          {why}
        </p>
      )}
      {children}
    </Around>
  );
}
