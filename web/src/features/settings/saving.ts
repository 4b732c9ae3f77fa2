/** Saving settings: what is open is judged again, so its list is stale. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { opportunities } from "@/api/opportunities";
import { session } from "@/api/session";
import { askToSave, settings } from "@/api/settings";

export function useSaving() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: askToSave,
    meta: { quiet: true },
    onSuccess: (saved) => {
      client.setQueryData(settings.policy().queryKey, saved);
      void client.invalidateQueries({ queryKey: opportunities.all }); // nobody waits for these
      void client.invalidateQueries({ queryKey: session.current().queryKey });
    },
  });
}
