/** Says that the demo street is on; whoever runs this bolo takes it away with one press. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { askToRemoveDemo, demo, session } from "@/api/session";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Icon } from "@/ui/signs/icon";

import css from "./shell.module.css";

export function DemoBanner() {
  const client = useQueryClient();
  const state = useQuery(demo.state());
  const operator = useQuery(session.current()).data?.operator === true;
  const remove = useMutation({
    mutationFn: askToRemoveDemo,
    onSuccess: async () => {
      say("The demo street is gone.");
      await client.invalidateQueries();
    },
  });
  if (!state.data?.installed) return null;
  return (
    <section className={css.demo} aria-label="Demo street">
      <Icon name="shop" size={14} />
      <span>Demo street is on. Its goods are not real.</span>
      {operator && (
        <Button
          needs="approve"
          look="ghost"
          small
          disabled={remove.isPending}
          onClick={() => {
            remove.mutate();
          }}
        >
          {remove.isPending ? "Removing…" : "Remove"}
        </Button>
      )}
    </section>
  );
}
