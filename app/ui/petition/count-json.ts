import type { Count } from '@/lib/count/read.ts';

/** The public count as machines read it (product.md §4). There is no checkpoint until there is a log. */
export const countJson = (slug: string, { asOf, count, goal }: Count) => ({
  slug,
  count,
  goal,
  as_of: asOf.toISOString(),
  checkpoint: null,
});
