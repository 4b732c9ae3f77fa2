/** For who only looks around: three made-up shops on this very machine. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { askForDemo, demo, session } from "@/api/session";
import { Button } from "@/ui/actions/button";
import { Icon } from "@/ui/signs/icon";

import css from "./welcome.module.css";

export function DemoChoice({ onStarted }: { onStarted: () => void }) {
  const client = useQueryClient();
  const state = useQuery(demo.state()).data;
  const start = useMutation({
    mutationFn: askForDemo,
    onSuccess: async () => {
      await client.invalidateQueries();
      onStarted();
    },
  });
  const operator = useQuery(session.current()).data?.operator === true;
  if (state?.available === false || state?.installed || !operator) return null;
  return (
    <section className={css.demo} aria-label="Demo street">
      <Icon name="shop" size={20} />
      <p>
        <b>Only looking around?</b> Walk down the demo street: three made-up shops, prices that
        move, and traps that bolo must not fall for. Removed with one press.
      </p>
      <Button
        needs="approve"
        disabled={start.isPending}
        onClick={() => {
          start.mutate();
        }}
      >
        {start.isPending ? "Opening the shops…" : "Start the demo"}
      </Button>
    </section>
  );
}
