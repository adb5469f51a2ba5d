import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { type AgePair, makeAgePair, makeSealedPetition, readAnew, wrapFor } from '@/e2e/support/sealing.ts';
import { auditOf, type Draft, draftPetition, endorse, expect, test } from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { fingerprintOf } from '../keys/age.ts';
import { publishVersion } from '../petition/publish.ts';
import { comingKey, keyInUse } from '../petition/sealing.ts';
import type { Member } from '../team/members.ts';
import { findTeamPetition, type TeamPetition } from '../team/places.ts';
import { decideSealingKey } from './decide.ts';
import { listHolders, registerHolder } from './holders.ts';
import { makeSealingKey } from './make.ts';
import { challengeHolder, proveOpening } from './openings.ts';
import { readSealing } from './read.ts';
import { readWrapped } from './wrapped.ts';

interface Owner {
  readonly member: Member;
  readonly own: AgePair;
}

async function makeOwner(coalitionId: string): Promise<Owner> {
  const member = await makeMember({ coalitionId, role: 'owner' });
  const own = await makeAgePair();
  expect(await registerHolder(member, `  ${own.recipient}\n`, await currentTime())).toBe('registered');
  return { member, own };
}

async function room() {
  const draft = await draftPetition({ privacyMode: 'sealed' });
  await endorse(draft.versionId, draft.partnerIds);
  const owners = [await makeOwner(draft.coalitionId), await makeOwner(draft.coalitionId)] as const;
  return { draft, owners, petition: await petitionOf(owners[0].member, draft.slug) };
}

async function petitionOf(member: Member, slug: string): Promise<TeamPetition> {
  const petition = await findTeamPetition(member, slug);
  if (!petition) throw new Error('No petition.');
  return petition;
}

async function make({ member }: Owner, petition: TeamPetition, holders: readonly Owner[], key?: AgePair) {
  const pair = key ?? (await makeAgePair());
  const wrapped = await wrapFor(
    pair.identity,
    holders.map(({ own }) => own.recipient),
  );
  const wish = { recipient: pair.recipient, wrapped, holders: holders.map((owner) => owner.member.accountId) };
  return { pair, wish, outcome: await makeSealingKey(member, petition, wish, await currentTime()) };
}

const newestKey = async ({ member }: Owner, petition: TeamPetition) => {
  const [key] = (await readSealing(member, petition, await currentTime())).keys;
  if (!key) throw new Error('No key.');
  return key;
};

/** What a holder does at home, with the age program that their system has. */
function openWithAge(identity: string, wrapped: string, sealedWord: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-age-'));
  const at = (name: string) => join(folder, name);
  writeFileSync(at('my-key.txt'), identity);
  writeFileSync(at('petition-key.age'), wrapped);
  writeFileSync(at('word.age'), sealedWord);
  execFileSync('age', ['-d', '-i', at('my-key.txt'), '-o', at('petition-key.txt'), at('petition-key.age')]);
  execFileSync('age', ['-d', '-i', at('petition-key.txt'), '-o', at('word'), at('word.age')]);
  const word = readFileSync(at('word'), 'utf8');
  rmSync(folder, { recursive: true });
  return word;
}

async function prove(owner: Owner, petition: TeamPetition, keyId: string): Promise<string> {
  const challenge = await challengeHolder(owner.member, petition, keyId);
  if (!challenge) return 'no challenge';
  const word = openWithAge(owner.own.identity, challenge.wrapped, challenge.sealedWord);
  return proveOpening(owner.member, petition, keyId, { word, carried: challenge.carried }, await currentTime());
}

const publish = async ({ versionId }: Draft) => publishVersion(versionId, 'command', await currentTime());

test('a key of one’s own is its public half; a private one is refused and not kept', async () => {
  const { coalitionId } = await draftPetition();
  const member = await makeMember({ coalitionId, role: 'owner' });
  const { identity, recipient } = await makeAgePair();
  const now = await currentTime();
  expect(await registerHolder(member, identity, now)).toBe('holder.secret');
  for (const typed of ['', 'age1', recipient.slice(0, -1), `${recipient}x`, recipient.toUpperCase()])
    expect(await registerHolder(member, typed, now)).toBe('holder.malformed');
  expect(await listHolders(member)).toEqual([]);
  expect(await registerHolder(member, recipient, now)).toBe('registered');
  expect(await listHolders(member)).toMatchObject([{ recipient, isMe: true }]);
});

test('two owners make a key, prove with the age program that they open it, and can publish then', async () => {
  const { draft, owners, petition } = await room();
  const [one, other] = owners;
  const { outcome, pair } = await make(one, petition, owners);
  expect(outcome).toBe('made');
  expect(await publish(draft)).toBe('too-few-key-holders');
  const { id } = await newestKey(one, petition);
  expect(await prove(one, petition, id)).toBe('proved');
  expect(await publish(draft)).toBe('too-few-key-holders');
  expect(await prove(other, petition, id)).toBe('proved');
  expect(await publish(draft)).toBe('published');
  expect(keyInUse((await readAnew(draft.slug)).sealingKeys, await currentTime())?.recipient).toBe(pair.recipient);
  const acts = (await auditOf(draft.petitionId)).map(({ act }) => act);
  expect(acts.filter((act) => act.startsWith('sealing'))).toEqual([
    'sealing-key-made',
    'sealing-key-opened',
    'sealing-key-opened',
  ]);
});

test('a wrong word, a word of another challenge and a stranger prove nothing', async () => {
  const { draft, owners, petition } = await room();
  const [one, other] = owners;
  await make(one, petition, owners);
  const { id } = await newestKey(one, petition);
  const now = await currentTime();
  const mine = await challengeHolder(one.member, petition, id);
  const theirs = await challengeHolder(other.member, petition, id);
  if (!mine || !theirs) throw new Error('No challenge.');
  const word = openWithAge(one.own.identity, mine.wrapped, mine.sealedWord);
  const try_ = (owner: Owner, typed: string, carried: string) =>
    proveOpening(owner.member, petition, id, { word: typed, carried }, now);
  expect(await try_(one, 'wrong', mine.carried)).toBe('wrong');
  expect(await try_(one, word, theirs.carried)).toBe('wrong');
  expect(await try_(other, word, mine.carried)).toBe('wrong');
  expect(await try_(one, word, '')).toBe('wrong');
  const third = await makeOwner(draft.coalitionId);
  expect(await challengeHolder(third.member, petition, id)).toBeNull();
  expect(await try_(third, word, mine.carried)).toBe('unknown');
});

test('a key is taken only whole: two holders, wrapped to exactly them, never a bare private half', async () => {
  const { owners, petition } = await room();
  const [one, other] = owners;
  expect((await make(one, petition, [one])).outcome).toEqual({ problem: 'holders.too-few' });
  const { pair, wish } = await make(one, petition, owners);
  const now = await currentTime();
  const attempt = (change: Partial<typeof wish>) => makeSealingKey(one.member, petition, { ...wish, ...change }, now);
  expect(await attempt({})).toEqual({ problem: 'recipient.taken' });
  expect(await attempt({ recipient: pair.identity })).toEqual({ problem: 'key.secret' });
  expect(await attempt({ wrapped: pair.identity })).toEqual({ problem: 'key.secret' });
  expect(await attempt({ recipient: 'age1nobody' })).toEqual({ problem: 'recipient.malformed' });
  expect(await attempt({ wrapped: 'something' })).toEqual({ problem: 'wrapped.malformed' });
  const alone = await wrapFor(pair.identity, [other.own.recipient]);
  expect(await attempt({ wrapped: alone })).toEqual({ problem: 'wrapped.holders' });
});

test('the age program’s own wrapped file is read, noise and all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-age-'));
  const [one, other] = [await makeAgePair(), await makeAgePair()];
  for (let n = 0; n < 8; n += 1) {
    const wrapped = execFileSync('age', ['-a', '-r', one.recipient, '-r', other.recipient], { input: 'a key' });
    expect(readWrapped(wrapped.toString().trim())).toBe(2);
  }
  rmSync(folder, { recursive: true });
});

test('AD-09, AD-11: after publication another owner agrees, and the new key is used 72 hours later', async () => {
  const { draft, holders, key, petition: published } = await makeSealedPetition();
  const owners = [await makeOwner(draft.coalitionId), await makeOwner(draft.coalitionId)] as const;
  const [one, other] = owners;
  const petition = await petitionOf(one.member, published.slug);
  const { outcome, pair } = await make(one, petition, owners);
  expect(outcome).toBe('waits');
  const { id, state } = await newestKey(one, petition);
  expect(state).toBe('waiting');
  const now = await currentTime();
  const decide = (owner: Owner, decision: 'approve' | 'refuse') =>
    decideSealingKey(owner.member, petition, id, decision, now);
  expect(await decide(one, 'approve')).toBe('your-own');
  expect(await decide(other, 'approve')).toBe('not-proved');
  expect((await readAnew(draft.slug)).sealingKeys).toHaveLength(1);
  expect(await prove(other, petition, id)).toBe('proved');
  expect(await decide(other, 'approve')).toBe('approved');
  expect(await decide(other, 'refuse')).toBe('not-waiting');
  await expect.poll(async () => (await readAnew(draft.slug)).sealingKeys).toHaveLength(2);
  const { sealingKeys } = await readAnew(draft.slug);
  expect(comingKey(sealingKeys, now)?.recipient).toBe(pair.recipient);
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
  expect(keyInUse(sealingKeys, hours(71))?.recipient).toBe(key.recipient);
  expect(keyInUse(sealingKeys, hours(73))?.recipient).toBe(pair.recipient);
  expect(holders).toHaveLength(2);
  const records = await auditOf(draft.petitionId);
  expect(records.at(-1)).toMatchObject({
    act: 'sealing-key-approved',
    actor: other.member.accountId,
    subject: { key: fingerprintOf(pair.recipient) },
  });
});

test('a refused key is never used, and whoever asked may take it back', async () => {
  const { draft, petition: published } = await makeSealedPetition();
  const owners = [await makeOwner(draft.coalitionId), await makeOwner(draft.coalitionId)] as const;
  const petition = await petitionOf(owners[0].member, published.slug);
  await make(owners[0], petition, owners);
  const { id } = await newestKey(owners[0], petition);
  const now = await currentTime();
  expect(await decideSealingKey(owners[0].member, petition, id, 'refuse', now)).toBe('refused');
  expect(await decideSealingKey(owners[1].member, petition, id, 'approve', now)).toBe('not-waiting');
  expect(await newestKey(owners[0], petition)).toMatchObject({ state: 'refused' });
});

test('a key that stands cannot be changed or removed, not even in the database', async () => {
  const { keyId, petition } = await makeSealedPetition();
  const { recipient } = await makeAgePair();
  for (const change of [
    sql`update sealing_keys set recipient = ${recipient} where id = ${keyId}`,
    sql`update sealing_keys set wrapped = wrapped || ' ' where id = ${keyId}`,
    sql`delete from sealing_keys where id = ${keyId}`,
  ])
    await expect(database().execute(change)).rejects.toThrow();
  expect((await readAnew(petition.slug)).sealingKeys).toHaveLength(1);
});
