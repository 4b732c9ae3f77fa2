/** What a venue is called; its slug until that is known. */
import { useQuery } from "@tanstack/react-query";

import { settings } from "@/api/settings";

export function useVenueName(): (slug: string) => string {
  const venues = useQuery(settings.venues()).data;
  return (slug) => venues?.find((venue) => venue.slug === slug)?.title ?? slug;
}
