import { decree } from '@/db/seed/decree.ts';
import { locales } from '../i18n/locales.ts';
import { signaturesPath } from '../urls.ts';

interface ExampleOptions {
  readonly appUrl: string;
  readonly mailboxUrl: string;
  readonly slug: string;
  readonly signatures: number;
  readonly say: (sentence: string) => void;
  readonly stopping: AbortSignal;
}

const AT_ONCE = 8;

/**
 * Signs the demo's petition the way anybody would: posts the form, opens the letter in the mailbox, ticks the
 * box, confirms. Nothing is written past the doors.
 */
export async function signByExample(options: ExampleOptions): Promise<void> {
  const { say, signatures, stopping } = options;
  say(`Signing the petition ${signatures} times, as a visitor would …`);
  const numbers = Array.from({ length: signatures }, (_, n) => n);
  await eachOf(numbers, stopping, (n) => postForm(options, n));
  const links = await collectLinks(options);
  const tickets = new Map<string, string>();
  await eachOf(links, stopping, async (link) => void tickets.set(link, await openLink(options, link)));
  // By now each page has been open for a moment, as a reader's would be; the last ones are waited for by the site.
  await eachOf(links, stopping, (link) => confirm(options, link, tickets.get(link) ?? ''));
}

async function eachOf<T>(items: readonly T[], stopping: AbortSignal, act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined && !stopping.aborted; item = queue.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Most come on their own, some through a partner's page, some through a share link. */
function formOf(n: number): URLSearchParams {
  const form = new URLSearchParams({ name: `Example Signer ${n + 1}`, email: `signer${n + 1}@example.org` });
  if (n % 3 === 0) form.set('deliver', 'yes');
  if (n % 4 === 0) form.set('updates', 'yes');
  if (n % 5 === 1) form.set('partner', decree.partners[(n * 7) % decree.partners.length]?.slug ?? '');
  if (n % 5 === 2) form.set('share', decree.shareLinks[n % decree.shareLinks.length]?.code ?? '');
  return form;
}

async function postForm({ appUrl, slug }: ExampleOptions, n: number): Promise<void> {
  const locale = locales[n % locales.length] ?? 'en';
  await post(appUrl, signaturesPath(locale, slug), formOf(n));
}

/** Opens a letter's link; the page says since when it is open. */
async function openLink({ appUrl }: ExampleOptions, path: string): Promise<string> {
  const page = await fetch(appUrl + path, { headers: { 'x-forwarded-for': exampleSource() } });
  return /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
}

async function confirm({ appUrl }: ExampleOptions, path: string, ticket: string): Promise<void> {
  await post(appUrl, path, new URLSearchParams({ sure: 'yes', ticket }));
}

let visitors = 0;

/** Each visitor comes from a network of their own, out of those that stand for examples (RFC 3849). */
const exampleSource = (): string =>
  `2001:db8:${(Math.floor(visitors++ / 65_536) % 65_536).toString(16)}:${(visitors % 65_536).toString(16)}::1`;

async function post(appUrl: string, path: string, body: URLSearchParams): Promise<void> {
  const answer = await fetch(appUrl + path, {
    method: 'POST',
    body,
    headers: { origin: appUrl, 'x-forwarded-for': exampleSource() },
    redirect: 'manual',
  });
  if (answer.status !== 303)
    throw new Error(`${path.replace(/[\w-]{43}/, '{token}')} answered ${answer.status} instead of 303.`);
}

/** The confirmation links of all letters, once as many letters have arrived as were asked for. */
async function collectLinks({ appUrl, mailboxUrl, signatures, stopping }: ExampleOptions): Promise<string[]> {
  const deadline = Date.now() + 120_000;
  while (!stopping.aborted) {
    const answer = await fetch(`${mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
    const { data } = (await answer.json()) as { data: { text: string | null }[] };
    const links = data
      .map(({ text }) => text?.match(/\/\w\w\/signatures\/[\w-]{43}\/confirmation/)?.[0])
      .filter((link) => link !== undefined);
    if (links.length >= signatures) return links;
    if (Date.now() > deadline)
      throw new Error(`Only ${links.length} of ${signatures} letters reached the mailbox of ${appUrl}.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return [];
}
