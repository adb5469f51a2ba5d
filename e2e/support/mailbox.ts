import { mailboxUrl, siteUrl } from './places.ts';

export interface Letter {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly created_at: string;
}

/** In milliseconds. Letters usually arrive within one. */
const PATIENCE = 15_000;

/** Everything that has reached an address so far, oldest first. */
export async function lettersTo(address: string): Promise<Letter[]> {
  const answer = await fetch(`${mailboxUrl}/emails`, { headers: { authorization: 'Bearer re_local_mailbox' } });
  const { data } = (await answer.json()) as { data: Letter[] };
  return data
    .filter(({ to }) => to.includes(address))
    .sort((one, other) => one.created_at.localeCompare(other.created_at));
}

/** The first letter to an address, or the second, third …; waits until it has arrived. */
export async function letterTo(address: string, which = 1): Promise<Letter> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const letter = (await lettersTo(address))[which - 1];
    if (letter) return letter;
    if (Date.now() > deadline) throw new Error(`Letter ${which} to ${address} did not arrive.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** All addresses a letter links to, each once. */
export const linksIn = (letter: Letter): string[] => [
  ...new Set([...letter.html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '')),
];

/** The path of the letter's link that asks for a confirmation, or for a refusal, or opens the signer's own page. */
export function linkIn(letter: Letter, noun: 'confirmation' | 'refusal' | 'signature'): string {
  const ending = noun === 'signature' ? /\/signatures\/[\w-]{43}$/ : new RegExp(`/signatures/[\\w-]{43}/${noun}$`);
  const link = linksIn(letter).find((href) => href.startsWith(siteUrl) && ending.test(href));
  if (!link) throw new Error(`The letter "${letter.subject}" has no link to a ${noun}.`);
  return link.slice(siteUrl.length);
}

export const tokenIn = (letter: Letter): string => /\/signatures\/([\w-]{43})/.exec(letter.html)?.[1] ?? '';
