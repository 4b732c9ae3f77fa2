/** Going on in another workspace. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { askToSwitch } from "@/api/workspaces";

/** Goes to a workspace: everything that was asked for is asked anew, for it is another's. */
export function useSwitch() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: askToSwitch,
    onSuccess: async () => {
      await navigate({ to: "/" });
      await client.resetQueries();
    },
  });
}
