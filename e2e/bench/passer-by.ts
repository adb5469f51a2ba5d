import type { Form } from './post.ts';

/** What the passers-by are to do, at the same time and again and again, until they are told to stop. */
export interface Walk {
  readonly appUrl: string;
  /** Pages that are read. */
  readonly pages: readonly string[];
  /** Forms, each of which is sent once. */
  readonly forms: readonly Form[];
  readonly cookie: string;
  /** Milliseconds between two requests of one lane. */
  readonly pause: number;
}

export interface Waits {
  readonly requests: number;
  /** The longest wait for each kind of request, in milliseconds. */
  readonly slowest: Readonly<Record<string, number>>;
  readonly typical: number;
  readonly statuses: Readonly<Record<string, number>>;
}

/** Visitors and team in a process of their own, so that what they wait for is the site and not the bench. */
process.on('message', (said: Walk | 'stop') => {
  if (said === 'stop') isOver = true;
  else void walk(said).then((waits) => process.send?.(waits));
});

let isOver = false;

async function walk({ appUrl, cookie, forms, pages, pause }: Walk): Promise<Waits> {
  isOver = false;
  const waits: { name: string; time: number }[] = [];
  const statuses: Record<string, number> = {};
  const ask = async (path: string, options: RequestInit) => {
    const began = performance.now();
    const answer = await fetch(appUrl + path, { redirect: 'manual', ...options });
    await answer.arrayBuffer();
    waits.push({ name: path.replace(/[\w-]{36,}/g, '…'), time: performance.now() - began });
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    await new Promise((resolve) => setTimeout(resolve, pause));
  };
  const headers = { origin: appUrl, 'content-type': 'application/x-www-form-urlencoded', cookie };
  const queue = [...forms];
  const write = async () => {
    for (let form = queue.shift(); form && !isOver; form = queue.shift())
      await ask(form.path, { method: 'POST', body: form.body, headers });
  };
  const read = async (page: string) => {
    while (!isOver) await ask(page, { headers: { cookie } });
  };
  await Promise.all([write(), write(), write(), write(), ...pages.map(read)]);
  const sorted = waits.toSorted((a, b) => a.time - b.time);
  // Later ones are slower and stay.
  const slowest = Object.fromEntries(sorted.map(({ name, time }) => [name, Math.round(time)]));
  return {
    requests: waits.length,
    slowest,
    typical: sorted[Math.floor(sorted.length / 2)]?.time ?? 0,
    statuses,
  };
}
