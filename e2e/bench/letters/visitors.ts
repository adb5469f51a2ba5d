import { Agent, request } from 'node:http';
import { buildIfNeeded } from '@/lib/commands/build.ts';
import { startSite, waitForSite } from '@/lib/commands/site.ts';
import { signaturesPath } from '@/lib/urls.ts';
import { findFreePort } from '../port.ts';

/** The site in production mode, on the world's database and keys; letters leave by whoever sends them. */
export async function openSite(): Promise<{ readonly appUrl: string; close(): Promise<void> }> {
  buildIfNeeded(console.log);
  const port = await findFreePort();
  const appUrl = `http://127.0.0.1:${port}`;
  // The server reads it when it starts; this process has no more use for the other address.
  process.env.APP_URL = appUrl;
  // Each form comes from a network of its own, as in a crowd; what is measured is not the limit of one source.
  process.env.TRUSTED_PROXIES = '127.0.0.1/32';
  const site = startSite({ mode: 'start', port, host: '127.0.0.1', quiet: true });
  await waitForSite(site, appUrl);
  return { appUrl, close: () => site.stop() };
}

export interface Answered {
  readonly status: number;
  /** From the moment the form was due, so that a slow answer delays nobody else's clock. */
  readonly milliseconds: number;
}

/** Posts a form for each mailbox over a connection of its own, as people do: so many a second, whatever is answered. */
export function postForms(appUrl: string, slug: string, mailboxes: readonly string[], perSecond: number) {
  const agent = new Agent({ keepAlive: false });
  const began = performance.now();
  const visits = mailboxes.map(async (email, n): Promise<Answered> => {
    const due = began + (n / perSecond) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const status = await postForm(agent, appUrl + signaturesPath('en', slug), email);
    return { status, milliseconds: performance.now() - due };
  });
  return Promise.all(visits).finally(() => agent.destroy());
}

let visitors = 0;
const nextSource = (): string => {
  visitors += 1;
  return `2001:db8:${(visitors >> 16).toString(16)}:${(visitors & 0xffff).toString(16)}::1`;
};

function postForm(agent: Agent, url: string, email: string): Promise<number> {
  const body = new URLSearchParams({ name: 'Test Signer', email, country: 'DE' }).toString();
  const headers = {
    origin: new URL(url).origin,
    'x-forwarded-for': nextSource(),
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const visit = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    visit.on('error', reject).end(body);
  });
}

export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * part)] ?? Number.POSITIVE_INFINITY;
