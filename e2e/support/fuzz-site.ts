import { connect } from 'node:net';
import { type FuzzCase, fuzzCase } from './fuzz.ts';
import { sitePort } from './places.ts';

/** In milliseconds: lies about lengths leave a server waiting; nothing has to be answered to them. */
const PATIENCE = 1_500;

/** What went wrong of the requests from one number to the other: answers of 5xx, and silence where none is due. */
export async function fuzzSite(from: number, until: number): Promise<{ faults: string[]; answered: number }> {
  const faults: string[] = [];
  let answered = 0;
  let seed = from;
  const work = async () => {
    while (seed < until) {
      const one = fuzzCase(seed++, sitePort);
      const status = await statusOf(one);
      if (status !== null) answered += 1;
      if (status !== null && (status >= 500 || Number.isNaN(status))) faults.push(`${one.what} answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return { faults, answered };
}

function statusOf({ bytes }: FuzzCase): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(sitePort, '127.0.0.1', () => socket.write(bytes));
    const end = (status: number | null) => {
      socket.destroy();
      resolve(status);
    };
    socket.once('data', (part) => end(Number(/^HTTP\/1\.1 (\d{3})/.exec(part.toString('latin1'))?.[1] ?? 'NaN')));
    socket.once('error', () => end(null));
    socket.once('end', () => end(null));
    socket.setTimeout(PATIENCE, () => end(null));
  });
}
