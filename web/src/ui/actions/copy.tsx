/** Something to be taken along by a press: a link, a key, codes. */
import { say } from "@/ui/feedback/toast";

import { Button, IconButton } from "./button";

/** Browsers let nothing be copied where the address is neither https nor this machine. */
function copyText(text: string): void {
  const clipboard = (navigator as Partial<Navigator>).clipboard;
  const byHand = () => {
    say("This browser copies only over https: mark it and copy it by hand.");
  };
  if (!clipboard) {
    byHand();
    return;
  }
  clipboard.writeText(text).then(() => {
    say("Copied.");
  }, byHand);
}

type CopyProps = { text: string; label: string };

export function CopyButton({ text, label }: CopyProps) {
  return (
    <Button
      small
      icon="copy"
      onClick={() => {
        copyText(text);
      }}
    >
      {label}
    </Button>
  );
}

export function CopyIcon({ text, label }: CopyProps) {
  return (
    <IconButton
      small
      icon="copy"
      label={label}
      onClick={() => {
        copyText(text);
      }}
    />
  );
}
