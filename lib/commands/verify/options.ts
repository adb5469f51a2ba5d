import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readVerifyLocale, type VerifyLocale } from '../../verify/words.ts';

const USAGE = `Recounts the public log of a petition site.

  https://petitions.example    the site
  --policy FILE                whom you trust: a file in tlog-policy form
  --vkey VKEY                  or the log's verifier key alone, and no witnesses
  --state FOLDER               what is remembered between runs (undersigned-verify)
  --receipt FILE               checks a receipt; without a site it asks nobody
  --address EMAIL              the address that the receipt is for
  --patience SECONDS           how long the log may take to catch up with a count (60)
  --language CODE              en, ru, uk, de or ar

Ends with 0 when everything held, 1 when something was refused, 2 when nothing could be checked.`;

/** What the person who runs this can mend. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

export interface Options {
  readonly site: string | null;
  readonly state: string;
  readonly policy: string | undefined;
  readonly vkey: string | undefined;
  readonly receipt: { readonly text: string; readonly address: string } | null;
  readonly patience: number;
  readonly locale: VerifyLocale;
}

/** Throws a {@link Misuse} that says what is missing. */
export async function readOptions(): Promise<Options> {
  const { positionals, values } = readArguments();
  const [address, ...more] = positionals;
  if (more.length > 0 || (!address && !values.receipt)) throw new Misuse(USAGE);
  const patience = Number(values.patience);
  if (!(patience >= 0 && patience <= 3_600)) throw new Misuse('--patience is a number of seconds, 3600 at most.');
  if (values.receipt && !values.address) throw new Misuse('A receipt is for one address: --address you@example.org');
  const locale = readVerifyLocale(values.language);
  if (!locale) throw new Misuse('--language is en, ru, uk, de or ar.');
  const receipt = values.receipt ? { text: await readGiven(values.receipt), address: values.address ?? '' } : null;
  const policy = values.policy ? await readGiven(values.policy) : undefined;
  const site = address ? readSite(address) : null;
  return { site, state: values.state, policy, vkey: values.vkey, receipt, patience: patience * 1_000, locale };
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        vkey: { type: 'string' },
        state: { type: 'string', default: 'undersigned-verify' },
        receipt: { type: 'string' },
        address: { type: 'string' },
        patience: { type: 'string', default: '60' },
        language: { type: 'string', default: 'en' },
      },
    });
  } catch (fault) {
    throw new Misuse(`${fault instanceof Error ? fault.message : fault}\n\n${USAGE}`);
  }
}

const readGiven = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new Misuse(`${file} cannot be read.`);
  });

function readSite(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Misuse(`${address} is no web address.\n\n${USAGE}`);
  return url.origin;
}

export const misuse = (sentence: string): never => {
  throw new Misuse(sentence);
};
