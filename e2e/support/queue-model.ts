import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import { letterPriority, sealLetter } from '@/lib/mail/letters.ts';
import { LETTERS_PER_BATCH } from '@/lib/mail/queue.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { newToken } from '@/lib/token.ts';
import { updateOf } from './outbox.ts';
import type { ProviderCall, ScriptedProvider } from './provider.ts';
import { newAddress } from './signers.ts';

/** One letter as the model knows it. */
export interface ModelLetter {
  readonly id: string;
  readonly mailbox: string;
  readonly kind: LetterKind;
  /** Null for a letter of a team. */
  readonly petition: Petition | null;
  /** Times it was sent again by hand after the provider had it already: only those may come twice. */
  repeats: number;
}

export type Place = 'waiting' | 'batched' | 'dead';

/** What the queue was told to do so far, and what may therefore be seen. */
export interface QueueModel {
  readonly letters: ModelLetter[];
  /** Petitions whose coalition holds its letters back. */
  readonly held: Set<string>;
  /** All calls of the history, in their order. */
  readonly calls: ProviderCall[];
  readonly delivered: string[];
}

export const newModel = (): QueueModel => ({ letters: [], held: new Set(), calls: [], delivered: [] });

export async function addLetters(model: QueueModel, count: number, kind: LetterKind, petition: Petition | null) {
  const now = await currentTime();
  const letters = Array.from({ length: count }, () => ({ id: randomUUID(), mailbox: newAddress() }));
  const rows = await Promise.all(
    letters.map(async ({ id, mailbox }) => ({
      ...(await sealLetter(id, { mailbox, language: 'en', token: newToken(), ...updateOf(kind) }, now)),
      ...{ kind, priority: letterPriority[kind], petitionId: petition?.id ?? null },
    })),
  );
  await database().insert(schema.letters).values(rows);
  model.letters.push(...letters.map((letter) => ({ ...letter, kind, petition, repeats: 0 })));
}

/** Where each letter of the outbox is. A letter is one row, so it cannot be in two places; it may be in none. */
export async function readPlaces(): Promise<ReadonlyMap<string, Place>> {
  const rows = await database().execute<{ id: string; place: Place }>(sql`
    select id, case when dead_at is not null then 'dead' when batch_id is null then 'waiting' else 'batched' end as place
    from letters`);
  return new Map(rows.map(({ id, place }) => [id, place]));
}

/** Takes in what the provider saw since the last look, which the next script would forget. */
export function hearProvider(model: QueueModel, provider: ScriptedProvider): readonly ProviderCall[] {
  const calls = provider.calls.splice(0);
  model.calls.push(...calls);
  model.delivered.push(...provider.delivered.splice(0));
  return calls;
}

/** Whom the next new batch goes to: the first hundred that wait and are not held back. */
export async function nextMailboxes(model: QueueModel): Promise<readonly string[]> {
  const places = await readPlaces();
  // The order of arrival within a priority is the order in which the model heard of them.
  const free = model.letters.filter(({ id, petition }) => places.get(id) === 'waiting' && !isHeld(model, petition));
  const ordered = free.toSorted((one, other) => letterPriority[one.kind] - letterPriority[other.kind]);
  return ordered.slice(0, LETTERS_PER_BATCH).map(({ mailbox }) => mailbox);
}

const isHeld = ({ held }: QueueModel, petition: Petition | null) => petition !== null && held.has(petition.id);

/** What must be true after every step of every history. */
export async function seeSound(model: QueueModel): Promise<void> {
  const places = await readPlaces();
  const times = new Map<string, number>();
  for (const mailbox of model.delivered) times.set(mailbox, (times.get(mailbox) ?? 0) + 1);
  for (const { id, mailbox, repeats } of model.letters) {
    const came = times.get(mailbox) ?? 0;
    // Gone from the outbox means handed over, and nothing else.
    if (!places.has(id)) expect(came, `${mailbox} is gone and was not delivered`).toBeGreaterThan(0);
    // A letter that waits outside a batch has never been called for under a key that is still in use.
    if (places.get(id) === 'waiting') expect(came, `${mailbox} waits and was delivered`).toBeLessThanOrEqual(repeats);
    expect(came, `${mailbox} came too often`).toBeLessThanOrEqual(1 + repeats);
  }
  const known = new Set(model.letters.map(({ id }) => id));
  for (const id of places.keys()) expect(known.has(id)).toBe(true);
  const bodies = new Map(model.calls.map(({ body, key }) => [key, body]));
  for (const { body, key, letters } of model.calls) {
    expect(body === bodies.get(key), `the key ${key} stands for one body`).toBe(true);
    expect(letters.length).toBeLessThanOrEqual(LETTERS_PER_BATCH);
  }
  await seeTallies(model, places);
}

/** Tallies are all that is known of letters once they are gone: they must agree with what became of them. */
async function seeTallies({ letters }: QueueModel, places: ReadonlyMap<string, Place>): Promise<void> {
  const petitions = [...new Set(letters.flatMap(({ petition }) => (petition ? [petition.id] : [])))];
  const rows = await database().execute<{ petition: string; handed_over: number; dead: number }>(sql`
    select petition_id as petition, sum(handed_over)::int as handed_over, sum(dead)::int as dead from letter_tallies
    where petition_id::text in (select jsonb_array_elements_text(${JSON.stringify(petitions)}::text::jsonb)) group by 1`);
  const tallies = new Map(rows.map((row) => [row.petition, row]));
  for (const petition of petitions) {
    const own = letters.filter((letter) => letter.petition?.id === petition);
    const { handed_over = 0, dead = 0 } = tallies.get(petition) ?? {};
    expect(handed_over).toBe(own.filter(({ id }) => !places.has(id)).length);
    expect(dead).toBe(own.filter(({ id }) => places.get(id) === 'dead').length);
  }
}

/** Of the letters that are meant, those that had reached their mailbox before: sending them again repeats them. */
export async function noteRepeats(model: QueueModel, isMeant: (letter: ModelLetter) => boolean): Promise<number> {
  const places = await readPlaces();
  const dead = model.letters.filter((letter) => places.get(letter.id) === 'dead' && isMeant(letter));
  for (const letter of dead) {
    letter.repeats = model.delivered.filter((mailbox) => mailbox === letter.mailbox).length;
  }
  return dead.length;
}
