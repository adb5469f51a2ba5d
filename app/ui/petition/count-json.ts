import type { Count } from '@/lib/count/read.ts';
import { toBase64 } from '@/lib/log/text.ts';
import type { Published } from '@/lib/transparency/published.ts';

/**
 * The public count as machines read it (product.md §4), beside the newest published checkpoint of the log. The log comes
 * some seconds behind the count; null before its first checkpoint.
 */
export const countJson = (slug: string, { asOf, count, goal }: Count, published: Published | null) => ({
  slug,
  count,
  goal,
  as_of: asOf.toISOString(),
  checkpoint: published && {
    size: Number(published.checkpoint.size),
    root: toBase64(published.checkpoint.root),
  },
});
