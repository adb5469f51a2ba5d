import { inertPolicy } from '@/app/ui/html.tsx';

export const dynamic = 'force-dynamic';

/** A signature's stroke on its line. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="#1f4d3a"/>' +
  '<path d="M6 25h20" stroke="#fff" stroke-width="2"/><path d="M7 20c3-8 6-13 8-12s-3 11-1 11 4-6 6-6-1 5 1 5 3-2 4-3" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>';

export const GET = (): Response =>
  new Response(icon, {
    headers: { ...inertPolicy, 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' },
  });
