import { randomBytes } from 'node:crypto';
import { connection, database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { draftPetition, expect, test } from '@/e2e/support/world.ts';
import { type AuditAct, auditActs, recordAudit } from '../audit.ts';
import { locales } from '../i18n/locales.ts';
import type { Member } from '../team/members.ts';
import { actsIn, auditGroups } from './groups.ts';
import { nameEverything } from './names.ts';
import { type AuditFilter, emptyFilter, listPeople, readAudit, readAuditFilter, readOwnAudit } from './read.ts';
import { sayActor, sayRecord } from './speak.ts';

type Subject = Readonly<Record<string, string | number>>;

const write = async (actor: string, act: AuditAct, subject: Subject, coalitionId: string | null) => {
  const now = await currentTime();
  await database().transaction((tx) => recordAudit(tx, { actor, act, subject, coalitionId }, now));
};

async function readSaid(member: Member, filter: Partial<AuditFilter> = {}): Promise<string[]> {
  const { entries } = await readAudit(member, { ...emptyFilter, ...filter });
  const names = await nameEverything(entries, 'en', member.coalition.id);
  return entries.map((entry) => `${sayActor(entry, names, 'en')}: ${sayRecord(entry, names, 'en')}`);
}

async function makePlace() {
  const draft = await draftPetition({ title: 'Sign the | decree' });
  const owner = await makeMember({ coalitionId: draft.coalitionId, role: 'owner', name: 'Olga Owner' });
  const editor = await makeMember({ coalitionId: draft.coalitionId, role: 'editor', name: 'Ed Editor' });
  return { ...draft, owner, editor };
}

test('an owner reads who did what, the newest first, in plain words', async () => {
  const { coalitionId, editor, owner, petitionId } = await makePlace();
  await write(
    owner.accountId,
    'role-changed',
    { person: editor.accountId, was: 'editor', role: 'analyst' },
    coalitionId,
  );
  await write(editor.accountId, 'text-offered', { petition: petitionId, version: 2 }, coalitionId);
  await write('worker', 'publication-missed', { petition: petitionId, version: 2 }, coalitionId);
  await write('command', 'banner-set', {}, coalitionId);
  expect(await readSaid(owner)).toEqual([
    'The operator: Set the banner',
    'The site, at the set time: Could not be published at the set time, version 2, “Sign the | decree”',
    'Ed Editor: Laid a text before the partners, version 2, “Sign the | decree”',
    'Olga Owner: Changed a role: Ed Editor, until now: Editor, now: Analyst',
  ]);
});

test('every act has a sentence in every language, whatever its record lacks or holds', async () => {
  const names = new Map();
  const subjects: Subject[] = [
    {},
    { petition: 'x', version: 'two', at: 'never', role: 'king', kind: '', reason: '{count}', people: -1, odd: '|' },
  ];
  for (const locale of locales) {
    for (const act of auditActs) {
      for (const subject of subjects) {
        const said = sayRecord({ id: '1', at: new Date(), actor: '?', act, subject }, names, locale);
        expect(said.length).toBeGreaterThan(3);
        expect(said).not.toMatch(/\p{Cc}|audit\.act/u);
      }
    }
  }
});

test('every act belongs to one group', () => {
  expect(auditGroups.flatMap(actsIn).sort()).toEqual([...auditActs].sort());
});

test('the filter keeps one person, one group and a span of days', async () => {
  const { coalitionId, editor, owner, petitionId } = await makePlace();
  await write(owner.accountId, 'banner-set', {}, coalitionId);
  await write(editor.accountId, 'banner-removed', {}, coalitionId);
  await write(editor.accountId, 'petition-created', { petition: petitionId }, coalitionId);
  expect(await readSaid(owner, { person: editor.accountId })).toHaveLength(2);
  expect(await readSaid(owner, { person: editor.accountId, group: 'switch' })).toEqual([
    'Ed Editor: Removed the banner',
  ]);
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  expect(await readSaid(owner, { from: day(-1), to: day(1) })).toHaveLength(3);
  expect(await readSaid(owner, { from: day(2) })).toEqual([]);
  expect(await readSaid(owner, { to: day(-2) })).toEqual([]);
});

test('what the filter does not know is as good as not there', () => {
  const junk = new URLSearchParams({
    person: "'; drop table",
    group: 'everything',
    from: '2026-02-30',
    to: 'yesterday',
    before: '-1',
  });
  expect(readAuditFilter(junk)).toEqual(emptyFilter);
});

test('pages follow one another without a gap or a repetition', async () => {
  const { coalitionId, owner } = await makePlace();
  for (let n = 0; n < 120; n++) await write(owner.accountId, 'banner-set', { n }, coalitionId);
  const seen: unknown[] = [];
  for (let before = ''; ; ) {
    const page = await readAudit(owner, { ...emptyFilter, before });
    seen.push(...page.entries.map(({ subject }) => subject.n));
    before = page.older;
    if (!before) break;
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => 119 - n));
});

test('a coalition reads its own records alone, and an account its own', async () => {
  const one = await makePlace();
  const two = await makePlace();
  await write(one.owner.accountId, 'banner-set', {}, one.coalitionId);
  await write(one.owner.accountId, 'second-factor-set', {}, null);
  expect(await readSaid(two.owner)).toEqual([]);
  expect(await readSaid(one.owner)).toHaveLength(1);
  await write('command', 'second-factor-removed', { account: one.owner.accountId, factor: 'all' }, null);
  const own = await readOwnAudit(one.owner.accountId, emptyFilter);
  expect(own.entries.map(({ act }) => act)).toEqual(['second-factor-removed', 'second-factor-set']);
  expect((await readOwnAudit(two.owner.accountId, emptyFilter)).entries).toEqual([]);
});

test('the list of people has everybody who was ever there, by name', async () => {
  const { editor, owner } = await makePlace();
  await connection()`update members set left_at = now() where id = ${editor.id}`;
  expect((await listPeople(owner)).map(({ name }) => name)).toEqual(['Ed Editor', 'Olga Owner']);
});

test('a page of a long audit takes no longer than one of a short one', async () => {
  const { coalitionId, owner } = await makePlace();
  await connection().unsafe(
    `insert into audit_records (actor, act, subject, coalition_id)
     select 'worker', 'banner-set', jsonb_build_object('mark', $1::text), $2::uuid from generate_series(1, 20000)`,
    [randomBytes(4).toString('hex'), coalitionId],
  );
  const began = performance.now();
  await readSaid(owner, { before: '' });
  expect(performance.now() - began).toBeLessThan(500);
});
