import { LRUCache } from 'lru-cache';
import { once } from '@/lib/once.ts';
import type { Page } from './html.tsx';

interface Kept {
  readonly page: Page;
  readonly state: string;
}

/** In bytes of pages, compressed and plain together. */
const LARGEST = 64 * 1024 * 1024;

const memory = () =>
  once(
    'pages',
    () =>
      new LRUCache<string, Kept>({
        maxSize: LARGEST,
        sizeCalculation: ({ page }) => page.plain.length + page.gzip.length,
      }),
  );

/**
 * The page of that name as long as nothing it shows has changed: `state` names everything it depends on, the
 * moment of the count included, so that a crowd costs one rendering a second. Nothing that belongs to one
 * visitor may come in here.
 */
export function keepPage(name: string, state: string, render: () => Page): Page {
  const kept = memory().get(name);
  if (kept?.state === state) return kept.page;
  const page = render();
  memory().set(name, { page, state });
  return page;
}
