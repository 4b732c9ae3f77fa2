/** The demo street for those who have begun without it, or removed it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { askForDemo, demo, session } from "@/api/session";
import { Button } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";

import css from "./watches.module.css";

export function StartDemo() {
  const client = useQueryClient();
  const street = useQuery(demo.state()).data;
  const operator = useQuery(session.current()).data?.operator === true;
  const start = useMutation({
    mutationFn: askForDemo,
    onSuccess: () => client.invalidateQueries(),
  });
  if (!street?.available || street.installed || !operator) return null;
  return (
    <Card className={css.street}>
      <p>
        The demo street: three made-up shops on this machine to try things out, removed with one
        press.
      </p>
      <Button
        needs="approve"
        icon="shop"
        disabled={start.isPending}
        onClick={() => {
          start.mutate(undefined);
        }}
      >
        {start.isPending ? "Opening the shops…" : "Start the demo"}
      </Button>
    </Card>
  );
}
