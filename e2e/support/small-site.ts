import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toBase64, toUtf8 } from '@/lib/log/text.ts';
import type { FetchBytes } from '@/lib/verify/site.ts';
import type { SmallLog } from './small-log.ts';

/** A site with a log in memory. A test changes any answer by its path, and so plays every kind of cheat. */
export interface SmallSite {
  readonly fetchBytes: FetchBytes;
  /** By path: what is answered there instead. */
  readonly instead: Map<string, Uint8Array | string | 'missing'>;
  /** Every path that was asked for, in order. */
  readonly asked: string[];
}

export interface SmallPetition {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly count: number;
  /** Hex. */
  readonly textSha256: string;
  readonly textVersion?: number;
}

/** What the site would answer now; read anew at each request, so that a test may let it grow. */
export interface SmallState {
  readonly log: SmallLog;
  /** The published size. */
  readonly size: number;
  readonly checkpoint: string;
  readonly policy: string;
  readonly petitions: readonly SmallPetition[];
}

export function smallSite(read: () => SmallState | Promise<SmallState>): SmallSite {
  const instead = new Map<string, Uint8Array | string>();
  const asked: string[] = [];
  const fetchBytes: FetchBytes = async (path, most) => {
    asked.push(path);
    const answer = instead.get(path) ?? answerFor(path, await read());
    if (answer === null || answer === 'missing') return 'missing';
    const octets = typeof answer === 'string' ? toUtf8(answer) : answer;
    if (octets.length > most) throw new Error(`${path} is longer than was asked for`);
    return octets;
  };
  return { fetchBytes, instead, asked };
}

export function answerFor(path: string, state: SmallState): Uint8Array | string | null {
  if (path === '/log/checkpoint') return state.checkpoint;
  if (path === '/log/policy') return state.policy;
  if (path.startsWith('/log/tile/')) return state.log.tile(path.slice('/log/'.length), state.size);
  if (path.startsWith('/api/v1/petitions?')) return listOf(state);
  const slug = /^\/api\/v1\/petitions\/([\w-]+)\/count$/.exec(path)?.[1];
  const petition = state.petitions.find((each) => each.slug === slug);
  return petition ? countOf(petition, state) : null;
}

const listOf = ({ petitions }: SmallState): string =>
  JSON.stringify({
    petitions: petitions.map(({ count, id, slug, textSha256, textVersion = 1, title }) => ({
      id,
      slug,
      title,
      count,
      text_version: textVersion,
      text_sha256: textSha256,
    })),
    links: { next: null },
  });

export function countOf({ count, slug }: SmallPetition, { log, size }: SmallState): string {
  const { root } = log.tree(size);
  return JSON.stringify({
    slug,
    count,
    goal: 1_000,
    as_of: '2026-11-22T00:00:00Z',
    checkpoint: { size, root: toBase64(root) },
  });
}

export interface ServedSite {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The same over HTTP, open to pages of every origin as a site's log and numbers are. */
export async function serveSmallSite({ fetchBytes }: SmallSite): Promise<ServedSite> {
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    fetchBytes(request.url ?? '', 1e9).then(
      (octets) => response.writeHead(octets === 'missing' ? 404 : 200).end(octets === 'missing' ? '' : octets),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
