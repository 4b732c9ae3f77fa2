/** Removing a watch at once, with a way back for a while. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { session } from "@/api/session";
import { askToRemove, askToRestore, watches, type Watch } from "@/api/watches";
import { say } from "@/ui/feedback/toast";

export function useRemoving(onRemoved: () => void) {
  const client = useQueryClient();
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: watches.all });
    await client.invalidateQueries({ queryKey: session.current().queryKey });
  };
  const restore = useMutation({
    mutationFn: (watch: Watch) => askToRestore(watch.id),
    onSuccess: async (watch) => {
      say(`${watch.label} is watched again.`);
      await refresh();
    },
  });
  return useMutation({
    mutationFn: (watch: Watch) => askToRemove(watch.id),
    onSuccess: async (_, watch) => {
      say(`${watch.label} is no longer watched.`, {
        label: "Undo",
        run: () => {
          restore.mutate(watch);
        },
      });
      onRemoved();
      await refresh();
    },
  });
}
