/** The keys, on one sheet. */
import { Dialog } from "@/ui/overlays/dialog";

import css from "./help-sheet.module.css";
import { pages } from "./pages";

const shortcuts: [string, string[]][] = [
  ["Next, previous opportunity or pair", ["j", "k"]],
  ["Open", ["Enter"]],
  ["Close", ["Esc"]],
  ["Search", ["/"]],
  ["Undo, while it is offered", ["u"]],
  ["In Reviews: same, different, unsure", ["s", "d", "u"]],
  ["In Reviews: take the last answer back", ["z"]],
  ...pages.map(({ name, keys }): [string, string[]] => [name, keys.split(" ")]),
  ["This sheet", ["?"]],
];

export function HelpSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className={css.list}>
        {shortcuts.map(([what, keys]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
