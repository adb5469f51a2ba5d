import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { readCsv } from '@/e2e/support/csv.ts';
import { makeMember, signIn } from '@/e2e/support/members.ts';
import { plantSigned } from '@/e2e/support/planted.ts';
import {
  auditOf,
  expect,
  lettersTo,
  makePetition,
  newAddress,
  signAndConfirm,
  test,
  whileRefusing,
} from '@/e2e/support/world.ts';
import { findAccount } from '../access/accounts.ts';
import { endAllSessions, readSession } from '../access/sessions.ts';
import type { Petition } from '../petition/read.ts';
import { eraseDetails } from '../signature/erase.ts';
import { withdrawSignature } from '../signature/withdraw.ts';
import { findMember, type Member } from '../team/members.ts';
import { findTeamPetition, type TeamPetition } from '../team/places.ts';
import { changeRole } from '../team/roles.ts';
import type { Role } from '../team/rules.ts';
import { askForExport } from './ask.ts';
import { decideExport } from './decide.ts';
import type { ExportKind } from './kinds.ts';
import { approversBeside, findExport, listExports } from './read.ts';
import { type Taker, takeExport } from './take.ts';

interface Place {
  readonly published: Petition;
  readonly petition: TeamPetition;
  readonly coalitionId: string;
  readonly partnerIds: readonly string[];
  member(role: Role, partner?: number): Promise<Member>;
}

async function makePlace(): Promise<Place> {
  const published = await makePetition();
  const [row] = await database().execute<{ id: string }>(sql`
    select c.coalition_id as id from petitions p join campaigns c on c.id = p.campaign_id where p.id = ${published.id}`);
  const coalitionId = row?.id ?? '';
  const partnerIds = [...published.partners].sort((a, b) => a.slug.localeCompare(b.slug)).map(({ id }) => id);
  const member = (role: Role, partner = 0) =>
    makeMember({ coalitionId, role, ...(role === 'partner' ? { partnerId: partnerIds[partner] ?? '' } : {}) });
  const petition = await findTeamPetition(await member('owner'), published.slug);
  if (!petition) throw new Error('No petition.');
  return { published, petition, coalitionId, partnerIds, member };
}

async function takerOf(member: Member): Promise<Taker> {
  const session = await readSession(await signIn(member.accountId));
  if (!session) throw new Error('No session.');
  return { member, session };
}

const ask = async (member: Member, { petition }: Place, kind: ExportKind): Promise<string> => {
  const outcome = await askForExport(member, petition, kind, await currentTime());
  if (typeof outcome === 'string') throw new Error(`Asking ended with ${outcome}.`);
  return outcome.id;
};

async function mailboxOf({ accountId }: Member): Promise<string> {
  const account = await findAccount(accountId);
  if (!account) throw new Error('No account.');
  return account.mailbox;
}

const take = async (taker: Taker, { petition }: Place, id: string) =>
  takeExport(taker, petition, id, await currentTime());

async function readAll(taken: Awaited<ReturnType<typeof take>>): Promise<string[][]> {
  if (typeof taken === 'string') throw new Error(`Taking ended with ${taken}.`);
  return readCsv(await new Response(taken.body).text());
}

const stateOf = async (member: Member, { petition }: Place, id: string) =>
  (await findExport(member, petition.id, id, await currentTime()))?.state;

test('EX-04: a list holds exactly the columns and the people of its kind', async () => {
  const place = await makePlace();
  const owner = await place.member('owner');
  const follower = newAddress();
  await signAndConfirm(place.published, { email: follower, name: '=Follows', consents: ['updates'], country: 'DE' });
  await signAndConfirm(place.published, { name: 'Delivers', consents: ['deliver'], country: 'FR' });
  await signAndConfirm(place.published, { name: 'Neither' });
  const gone = await signAndConfirm(place.published, { name: 'Gone', consents: ['updates', 'deliver'] });
  await withdrawSignature(gone);
  await eraseDetails(await signAndConfirm(place.published, { name: 'Erased', consents: ['updates'] }));
  const today = (await currentTime()).toISOString().slice(0, 10);
  const followers = await readAll(await take(await takerOf(owner), place, await ask(owner, place, 'followers')));
  expect(followers).toEqual([
    ['name', 'email', 'country', 'language', 'day'],
    ["'=Follows", follower, 'DE', 'en', today],
  ]);
  const names = await readAll(await take(await takerOf(owner), place, await ask(owner, place, 'delivery')));
  expect(names).toEqual([
    ['name', 'country', 'day'],
    ['Delivers', 'FR', today],
  ]);
});

test('an invalidated signature is on no list', async () => {
  const place = await makePlace();
  const owner = await place.member('owner');
  await signAndConfirm(place.published, { consents: ['deliver'] });
  await database().execute(
    sql`update signatures set invalidated_on = current_date where petition_id = ${place.petition.id}`,
  );
  expect(await askForExport(owner, place.petition, 'delivery', await currentTime())).toBe('nobody');
});

test('a partner gets those alone who came through it and allowed it to write', async () => {
  const place = await makePlace();
  const own = newAddress();
  await signAndConfirm(place.published, { email: own, partner: 'partner-2', consents: ['partner-updates'] });
  await signAndConfirm(place.published, { partner: 'partner-2', consents: ['updates'] });
  await signAndConfirm(place.published, { partner: 'partner-1', consents: ['partner-updates'] });
  const partner = await place.member('partner', 1);
  const id = await ask(partner, place, 'followers');
  const rows = await readAll(await take(await takerOf(partner), place, id));
  expect(rows.slice(1).map(([, email]) => email)).toEqual([own]);
  expect(await findExport(await place.member('partner', 0), place.petition.id, id, await currentTime())).toBeNull();
});

test('a role asks for its own kinds of lists only, and sees no others', async () => {
  const place = await makePlace();
  await signAndConfirm(place.published, { consents: ['updates', 'deliver'] });
  const owner = await place.member('owner');
  await ask(owner, place, 'followers');
  const allowed: Record<Role, readonly ExportKind[]> = {
    owner: ['followers', 'delivery', 'daily-numbers'],
    editor: [],
    translator: [],
    moderator: [],
    analyst: ['daily-numbers'],
    partner: ['followers', 'daily-numbers'],
  };
  for (const [role, kinds] of Object.entries(allowed) as [Role, readonly ExportKind[]][]) {
    const member = await place.member(role);
    for (const kind of ['followers', 'delivery', 'daily-numbers'] as const) {
      const outcome = await askForExport(member, place.petition, kind, await currentTime());
      expect(outcome === 'not-for-your-role', `${role} ${kind}`).toBe(!kinds.includes(kind));
    }
    if (role !== 'owner') expect(await listExports(member, place.petition.id, await currentTime())).toEqual([]);
  }
});

test('the numbers by day speak of nobody and need no second person', async () => {
  const place = await makePlace();
  const [, second = ''] = place.partnerIds;
  const petitionId = place.petition.id;
  await database()
    .insert(schema.dailyCounts)
    .values([
      { petitionId, partnerId: null, day: '2026-11-01', attempted: 9, confirmed: 7, withdrawn: 1, invalidated: 0 },
      { petitionId, partnerId: second, day: '2026-11-01', attempted: 0, confirmed: 3, withdrawn: 0, invalidated: 0 },
    ]);
  const analyst = await place.member('analyst');
  const all = await readAll(await take(await takerOf(analyst), place, await ask(analyst, place, 'daily-numbers')));
  expect(all).toEqual([
    ['day', 'partner', 'posted', 'confirmed', 'withdrawn', 'invalidated'],
    ['2026-11-01', '', '9', '7', '1', '0'],
    ['2026-11-01', 'partner-2', '0', '3', '0', '0'],
  ]);
  const partner = await place.member('partner', 1);
  const own = await readAll(await take(await takerOf(partner), place, await ask(partner, place, 'daily-numbers')));
  expect(own.slice(1)).toEqual([['2026-11-01', 'partner-2', '0', '3', '0', '0']]);
});

test('AD-09: a hundred people are one person’s business, a hundred and one are two persons’', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 100, consents: ['deliver'] });
  const owner = await place.member('owner');
  const alone = await ask(owner, place, 'delivery');
  expect(await stateOf(owner, place, alone)).toBe('ready');
  await plantSigned(place.petition.id, { count: 1, consents: ['deliver'] });
  expect(await take(await takerOf(owner), place, alone)).toBe('grown');
  await database().execute(sql`update exports set expires_at = now() - interval '1 second' where id = ${alone}`);
  const together = await ask(owner, place, 'delivery');
  expect(await stateOf(owner, place, together)).toBe('waiting');
  expect(await take(await takerOf(owner), place, together)).toBe('waiting');
  const decide = async (member: Member) =>
    decideExport(member, place.petition, together, 'approve', await currentTime());
  expect(await decide(owner)).toBe('your-own');
  expect(await decide(await place.member('analyst'))).toBe('not-for-your-role');
  const second = await place.member('owner');
  expect(await decide(second)).toBe('approved');
  expect(await take(await takerOf(second), place, together)).toBe('not-yours');
  expect(await readAll(await take(await takerOf(owner), place, together))).toHaveLength(102);
  expect((await auditOf(place.petition.id)).map(({ act, actor }) => [act, actor]).slice(-3)).toEqual([
    ['export-asked', owner.accountId],
    ['export-approved', second.accountId],
    ['export-taken', owner.accountId],
  ]);
});

test('whoever asked gets a letter when somebody else approved, and for nothing else', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 101, consents: ['deliver'] });
  const [asker, second] = [await place.member('owner'), await place.member('owner')];
  const told = async (member: Member) => (await lettersTo(await mailboxOf(member))).map(({ kind }) => kind);
  const decide = async (id: string, decision: 'approve' | 'refuse') =>
    decideExport(second, place.petition, id, decision, await currentTime());
  await decide(await ask(asker, place, 'delivery'), 'refuse');
  expect(await told(asker)).toEqual([]);
  const id = await ask(asker, place, 'delivery');
  await Promise.all(Array.from({ length: 5 }, () => decide(id, 'approve')));
  expect(await told(asker)).toEqual(['export-ready']);
  expect(await told(second)).toEqual([]);
});

test('whoever has left the team meanwhile is told nothing, and the word of the second person stands', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 101, consents: ['deliver'] });
  const [asker, second] = [await place.member('owner'), await place.member('owner')];
  const id = await ask(asker, place, 'delivery');
  await database().execute(sql`update members set left_at = now() where account_id = ${asker.accountId}`);
  expect(await decideExport(second, place.petition, id, 'approve', await currentTime())).toBe('approved');
  expect(await lettersTo(await mailboxOf(asker))).toEqual([]);
});

test('without the letter there is no approval', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 101, consents: ['deliver'] });
  const [asker, second] = [await place.member('owner'), await place.member('owner')];
  const id = await ask(asker, place, 'delivery');
  await whileRefusing('letters', async () => {
    await expect(decideExport(second, place.petition, id, 'approve', await currentTime())).rejects.toThrow();
  });
  expect(await stateOf(asker, place, id)).toBe('waiting');
});

test('AD-09: an owner of less than three days can refuse a list and not approve it, however they became one', async () => {
  const place = await makePlace();
  await plantSigned(place.published.id, { count: 101, consents: ['updates'] });
  const asker = await place.member('owner');
  const puppet = { coalitionId: place.coalitionId, role: 'owner', name: 'A puppet', hoursInRole: 71 } as const;
  const invited = await makeMember(puppet);
  const decide = async (by: Member, id: string, decision: 'approve' | 'refuse' = 'approve') =>
    decideExport(by, place.petition, id, decision, await currentTime());
  const id = await ask(asker, place, 'followers');
  expect(await decide(invited, id)).toBe('too-new');
  expect(await stateOf(asker, place, id)).toBe('waiting');

  // Months in the team as something else are no months as an owner.
  const editor = await makeMember({ ...puppet, role: 'editor', hoursInRole: 2_000 });
  expect(await changeRole(asker, editor.id, { role: 'owner', partnerId: null }, await currentTime())).toBe('changed');
  const promoted = await findMember(editor.accountId, asker.coalition.slug);
  if (!promoted) throw new Error('No member.');
  expect(await decide(promoted, id)).toBe('too-new');
  const soon = (await approversBeside(asker, asker.accountId)).filter(({ from }) => from > new Date());
  expect(soon.map(({ name }) => name)).toEqual(['A puppet', 'A puppet']);
  expect(await decide(invited, id, 'refuse')).toBe('refused');

  const settled = await makeMember({ ...puppet, hoursInRole: 73 });
  expect(await decide(settled, await ask(asker, place, 'followers'))).toBe('approved');
});

test('AD-09: the database itself refuses an approval by whoever asked', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 101, consents: ['deliver'] });
  const owner = await place.member('owner');
  const id = await ask(owner, place, 'delivery');
  const update = database()
    .update(schema.exports)
    .set({ approvedBy: owner.accountId })
    .where(eq(schema.exports.id, id));
  await expect(update.execute()).rejects.toMatchObject({
    cause: { constraint_name: 'nobody_approves_their_own_export' },
  });
});

test('a refused list stays refused, and two owners who decide at once are one decision', async () => {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 101, consents: ['deliver'] });
  const owner = await place.member('owner');
  const id = await ask(owner, place, 'delivery');
  const deciders = await Promise.all([1, 2, 3, 4].map(() => place.member('owner')));
  const outcomes = await Promise.all(
    deciders.map(async (one) => decideExport(one, place.petition, id, 'refuse', await currentTime())),
  );
  expect(outcomes.sort()).toEqual(['not-waiting', 'not-waiting', 'not-waiting', 'refused']);
  expect(await take(await takerOf(owner), place, id)).toBe('refused');
});

test('EX-03: a list is taken once, within a quarter of an hour', async () => {
  const place = await makePlace();
  await signAndConfirm(place.published, { consents: ['deliver'] });
  const owner = await place.member('owner');
  const id = await ask(owner, place, 'delivery');
  expect(await ask(owner, place, 'delivery'), 'asking again leads to what lies ready').toBe(id);
  const late = new Date((await currentTime()).getTime() + 15 * 60_000 + 1);
  expect(await takeExport(await takerOf(owner), place.petition, id, late)).toBe('lapsed');
  await readAll(await take(await takerOf(owner), place, id));
  expect(await stateOf(owner, place, id)).toBe('taken');
  expect(await take(await takerOf(owner), place, id)).toBe('taken');
});

/** Three thousand people, approved: enough to stop in the middle. */
async function makeLongList() {
  const place = await makePlace();
  await plantSigned(place.petition.id, { count: 3_000, consents: ['deliver'] });
  const owner = await place.member('owner');
  const id = await ask(owner, place, 'delivery');
  expect(await decideExport(await place.member('owner'), place.petition, id, 'approve', await currentTime())).toBe(
    'approved',
  );
  const taker = await takerOf(owner);
  const begin = async () => {
    const taken = await take(taker, place, id);
    if (typeof taken === 'string') throw new Error(taken);
    const reader = taken.body.getReader();
    await reader.read();
    return reader;
  };
  return { place, owner, id, taker, begin };
}

const readOn = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> => {
  while (!(await reader.read()).done);
};

test('a broken line is noted, and the list can be taken again from the beginning', async () => {
  const { begin, id, owner, place, taker } = await makeLongList();
  const reader = await begin();
  expect(await stateOf(owner, place, id)).toBe('going');
  await reader.cancel();
  expect(await stateOf(owner, place, id)).toBe('ready');
  expect((await auditOf(place.petition.id)).at(-1)).toMatchObject({
    act: 'export-broken-off',
    subject: { kind: 'delivery', rows: 1_000, export: id },
  });
  const rows = await readAll(await take(taker, place, id));
  expect(new Set(rows.map(([name]) => name)).size).toBe(3_001);
});

test('PV-09: the rows come in an order that tells nothing of when people signed', async () => {
  const { id, place, taker } = await makeLongList();
  const names = (await readAll(await take(taker, place, id))).slice(1).map(([name]) => Number(name?.split(' ').at(-1)));
  const rising = names.filter((n, i) => i > 0 && n > (names[i - 1] ?? 0)).length;
  expect(rising / names.length).toBeGreaterThan(0.45);
  expect(rising / names.length).toBeLessThan(0.55);
});

test('beginning anew ends the taking that was under way, so that one copy arrives', async () => {
  const { begin, id, owner, place } = await makeLongList();
  const first = await begin();
  const second = await begin();
  await expect(readOn(first)).rejects.toThrow();
  await readOn(second);
  expect(await stateOf(owner, place, id)).toBe('taken');
});

const ends: readonly (readonly [string, (member: Member) => Promise<unknown>])[] = [
  ['its session ends', (member) => endAllSessions(member.accountId)],
  ['its role changes', ({ id }) => database().execute(sql`update members set role = 'analyst' where id = ${id}`)],
  ['its member leaves', ({ id }) => database().execute(sql`update members set left_at = now() where id = ${id}`)],
  [
    'its account is disabled',
    ({ accountId }) => database().execute(sql`update accounts set disabled_at = now() where id = ${accountId}`),
  ],
];

for (const [what, end] of ends) {
  test(`AD-05: a list stops flowing when ${what}`, async () => {
    const { begin, id, owner, place } = await makeLongList();
    const reader = await begin();
    await end(owner);
    await expect(readOn(reader)).rejects.toThrow();
    expect(await stateOf(await place.member('owner'), place, id)).toBe('ready');
    expect((await auditOf(place.petition.id)).at(-1)?.act).toBe('export-broken-off');
  });
}

test('AD-10: nothing about a signer stands in the audit of an export', async () => {
  const { id, place, taker } = await makeLongList();
  await readAll(await take(taker, place, id));
  const written = JSON.stringify(await auditOf(place.petition.id));
  expect(written).not.toContain('Planted');
  expect(written).not.toContain('example.org');
});

test('ids that are none, or another petition’s, lead nowhere', async () => {
  const place = await makePlace();
  const other = await makePlace();
  await signAndConfirm(place.published, { consents: ['deliver'] });
  const owner = await place.member('owner');
  const id = await ask(owner, place, 'delivery');
  for (const junk of ['', 'x', "';--", '00000000-0000-0000-0000-000000000000']) {
    expect(await take(await takerOf(owner), place, junk)).toBe('unknown');
  }
  const stranger = await other.member('owner');
  expect(await take(await takerOf(stranger), other, id)).toBe('unknown');
  expect(await decideExport(stranger, other.petition, id, 'approve', await currentTime())).toBe('unknown');
});
