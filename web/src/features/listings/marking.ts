/** Marks on listings: sent at once, and the feed is asked anew. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { askToMark, askToMarkAll, feed, type ListingMarks } from "@/api/feed";

type Change = { ids: readonly string[]; marks: ListingMarks };

async function send({ ids, marks }: Change): Promise<void> {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) await askToMark(only, marks);
  else await askToMarkAll({ ...marks, ids: [...ids] });
}

export function useMarking() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => client.invalidateQueries({ queryKey: feed.all }),
  });
}
