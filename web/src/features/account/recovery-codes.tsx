/** The codes that stand in for a lost phone, shown this once: copied, kept as a file, or printed. */
import { useState } from "react";

import { saveFile } from "@/lib/saving";
import { Button } from "@/ui/actions/button";
import { CopyButton } from "@/ui/actions/copy";

import css from "./account.module.css";

type CodesProps = { codes: readonly string[]; onDone: () => void };

export function RecoveryCodes({ codes, onDone }: CodesProps) {
  const [kept, setKept] = useState(false);
  const text = `${codes.join("\n")}\n`;
  return (
    <div className={css.steps} role="status">
      <p>
        <b>Keep these recovery codes.</b> Each opens your account once without your phone. They are
        not shown again.
      </p>
      <ul aria-label="Recovery codes" className={css.codes} data-print="only">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={css.acts}>
        <CopyButton text={text} label="Copy" />
        <Button
          small
          icon="down"
          onClick={() => {
            const words = `Recovery codes for bolo at ${window.location.host}\n\n${text}`;
            saveFile(new Blob([words], { type: "text/plain" }), "bolo-recovery-codes.txt");
          }}
        >
          Download
        </Button>
        <Button
          small
          onClick={() => {
            window.print();
          }}
        >
          Print
        </Button>
      </div>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={kept}
          onChange={() => {
            setKept(!kept);
          }}
        />
        I have kept them where I find them without my phone
      </label>
      <div className={css.acts}>
        <Button look="primary" disabled={!kept} onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
