import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BYTE_ORDER_MARK, type Cell, writeLines } from '../export/cells.ts';
import { pickText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { canonicalText } from '../petition/canonical.ts';
import type { TextVersion } from '../petition/read.ts';
import { holdsNames, type PackFacts } from './facts.ts';
import { volumesFor } from './list.ts';
import { type Papers, paperLanguages, setCertificate, setCoverLetter } from './papers.ts';
import { type PackPlace, readPart } from './store.ts';

/** A file of the pack: its name, and its bytes as they come. */
export interface Entry {
  readonly name: string;
  readonly bytes: () => AsyncGenerator<Uint8Array>;
}

const encoder = new TextEncoder();

const plain = (name: string, content: string | Uint8Array): Entry => ({
  name,
  async *bytes() {
    yield typeof content === 'string' ? encoder.encode(content) : content;
  },
});

const table = (name: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Entry =>
  plain(name, BYTE_ORDER_MARK + writeLines([head, ...rows]));

/** All files of the pack in their order, but for the sums, which come last. */
export async function* listEntries(place: PackPlace, papers: Papers): AsyncGenerator<Entry> {
  const { facts, names } = papers;
  yield plain('README.txt', writeReadme(papers));
  for (const locale of paperLanguages(facts)) {
    yield plain(`cover-letter.${locale}.pdf`, await setCoverLetter(locale, papers));
    yield plain(`certificate.${locale}.pdf`, await setCertificate(locale, papers));
  }
  const versions = [facts.petition.text, ...facts.petition.earlierTexts];
  for (const version of versions) yield* textEntries(facts.petition.id, version);
  yield table(
    'endorsements.csv',
    ['text_version', 'partner', 'name', 'day'],
    facts.endorsements.map(({ day, name, partner, version }) => [version, partner, pickText(name, 'en').text, day]),
  );
  yield plain('count.json', `${JSON.stringify(countFacts(papers), null, 2)}\n`);
  yield table(
    'daily.csv',
    ['day', 'confirmed', 'withdrawn', 'invalidated'],
    facts.days.map((day) => [day.day, day.confirmed, day.withdrawn, day.invalidated]),
  );
  yield table(
    'removals.csv',
    ['ended', 'reason', 'signatures', 'undone'],
    facts.removals.map(({ ended, reason, size, undone }) => [ended, reason, size, undone ?? '']),
  );
  if (facts.checkpoint) yield plain('checkpoint', facts.checkpoint.note);
  if (holdsNames(facts)) yield* nameEntries(place, names);
  yield plain('check.mjs', readFileSync(join(process.cwd(), 'lib/delivery/check.mjs')));
}

/** A text version as its hash is taken, and as people read it. */
function* textEntries(petitionId: string, version: TextVersion): Generator<Entry> {
  const name = `texts/version-${version.version}`;
  yield plain(`${name}.json`, canonicalText(petitionId, version.version, version.texts));
  for (const { act, addressee, body, demand, language, title } of version.texts) {
    const parts = [title, addressee, demand, act, body].filter((part) => part.trim() !== '');
    yield plain(`${name}.${language}.txt`, `${parts.join('\n\n')}\n`);
  }
}

function* nameEntries(place: PackPlace, names: number): Generator<Entry> {
  yield {
    name: 'names.csv',
    async *bytes() {
      yield encoder.encode(BYTE_ORDER_MARK + writeLines([['name']]));
      for await (const piece of readPart(place, 'names')) {
        // The cast holds because the piece opens under this pack's key, and was written by makeNames.
        const some = JSON.parse(piece.toString()) as string[];
        if (some.length > 0) yield encoder.encode(writeLines(some.map((name) => [name])));
      }
    },
  };
  const volumes = volumesFor(names);
  for (let number = 1; number <= volumes; number += 1)
    yield {
      name: volumes === 1 ? 'names.pdf' : `names-${String(number).padStart(3, '0')}.pdf`,
      bytes: () => readPart(place, `list-${number}`),
    };
}

const countFacts = ({ facts, names, page }: Papers) => ({
  form: 'undersigned-delivery-pack/v1',
  petition: { id: facts.petition.id, slug: facts.petition.slug, page },
  as_of: facts.asOf.toISOString(),
  ...facts.sums,
  exact: facts.isExact,
  names: holdsNames(facts) ? names : null,
  texts: [facts.petition.text, ...facts.petition.earlierTexts].map(({ sha256, version }) => ({
    version,
    sha256,
    file: `texts/version-${version}.json`,
  })),
  checkpoint: facts.checkpoint && { size: facts.checkpoint.size, root: facts.checkpoint.root },
});

/** What lies where, in each of the petition's languages. */
function writeReadme({ facts }: Papers): string {
  const parts = paperLanguages(facts).map((locale) => {
    const say = words(locale);
    const files = [
      ['cover-letter.*.pdf', say('pack.readme.letter')],
      ['certificate.*.pdf', say('pack.readme.certificate')],
      ['texts/', say('pack.readme.texts')],
      ['endorsements.csv', say('pack.readme.endorsements')],
      ['count.json', say('pack.readme.count')],
      ['daily.csv', say('pack.readme.daily')],
      ['removals.csv', say('pack.readme.removals')],
      ...(facts.checkpoint ? [['checkpoint', say('pack.readme.checkpoint')] as const] : []),
      ...(holdsNames(facts) ? [['names.csv, names*.pdf', say('pack.readme.names')] as const] : []),
      ['check.mjs, SHA256SUMS', say('pack.readme.check')],
    ];
    const none = holdsNames(facts) ? '' : `\n${say(noNames(facts))}\n`;
    const lines = files.map(([name, about]) => `  ${name}\n      ${about}`);
    return `${say('pack.readme.title')}\n\n${lines.join('\n')}\n${none}\n${say('pack.readme.run')}\n\n    node check.mjs\n`;
  });
  return parts.join(`\n${'-'.repeat(60)}\n\n`);
}

const noNames = ({ petition }: PackFacts) =>
  petition.privacyMode === 'sealed' ? ('pack.readme.sealed' as const) : ('pack.readme.count-only' as const);

/** The sums of everything that was read through it, in the form of sha256sum. */
export class Sums {
  readonly #lines: string[] = [];

  /** The same bytes, and their sum is noted when they have gone by. */
  async *pass({ bytes, name }: Entry): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const piece of bytes()) {
      hash.update(piece);
      yield piece;
    }
    this.#lines.push(`${hash.digest('hex')}  ${name}`);
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}
