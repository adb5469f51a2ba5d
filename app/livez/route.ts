/** Alive: the process answers. It asks nobody. */
export const dynamic = 'force-dynamic';

export const GET = () =>
  new Response('alive\n', { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
