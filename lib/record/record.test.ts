import { randomBytes } from 'node:crypto';
import { makeCoalition } from '@/e2e/support/coalitions.ts';
import { formOf } from '@/e2e/support/forms.ts';
import { actsIn } from '@/e2e/support/invitations.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { expect, test } from '@/e2e/support/world.ts';
import { createCampaign, publishCampaign } from '../coalition/campaign.ts';
import { findCampaign } from '../petition/campaign.ts';
import { findTeamCampaign } from '../team/places.ts';
import { type LineFacts, markOfLine, readLine, readLineTexts } from './fields.ts';
import { findLine, isRemoved, listLines, missingLanguages } from './lines.ts';
import { moveLine } from './order.ts';
import { removeLine, restoreLine } from './remove.ts';
import { addLine, changeLine } from './write.ts';

const now = new Date('2026-06-01T12:00:00Z');

const complete = {
  date: '2022-10-31',
  form: 'spoken',
  link: 'https://example.org/speech',
  'who-en': 'The spokesman',
  'summary-en': 'There will be no decree.',
  'source-en': 'A news agency',
};

const read = (values: Record<string, string>) => readLine(formOf({ ...complete, ...values }), now);
const keysOf = (values: Record<string, string>) => read(values).problems.map(({ key }) => key);

async function ownCampaign() {
  const { id, owner } = await makeCoalition();
  const slug = `record-${randomBytes(5).toString('hex')}`;
  await createCampaign(owner, { slug, title: { en: 'A' }, goal: { en: 'B' } }, now);
  const campaign = await findTeamCampaign(owner, slug);
  if (!campaign) throw new Error('No campaign.');
  const add = (values: Record<string, string> = {}) => {
    const { facts, texts } = read(values);
    return addLine(owner, campaign, { ...facts, ...texts }, now);
  };
  const summaries = async () => (await listLines(campaign)).map(({ summary }) => summary.en);
  return { coalitionId: id, owner, slug, campaign, add, summaries };
}

test('a whole line is taken as it was typed', () => {
  expect(read({})).toMatchObject({
    problems: [],
    facts: { happenedOn: '2022-10-31', form: 'spoken', sourceUrl: 'https://example.org/speech', actNumber: null },
    texts: { who: { en: 'The spokesman' }, summary: { en: 'There will be no decree.' } },
  });
});

for (const date of ['2022-11', '2024-02-29', '2026-06-02']) {
  test(`${date} is a date`, () => {
    expect(keysOf({ date })).toEqual([]);
  });
}

for (const [date, key] of [
  ['', 'record-team.date.missing'],
  ['31.10.2022', 'record-team.date.wrong'],
  ['2022-13', 'record-team.date.wrong'],
  ['2023-02-29', 'record-team.date.wrong'],
  ['2022', 'record-team.date.wrong'],
  ['2026-06-03', 'record-team.date.ahead'],
  ['2026-07', 'record-team.date.ahead'],
] as const) {
  test(`“${date}” is told: ${key}`, () => {
    expect(keysOf({ date })).toEqual([key]);
  });
}

for (const link of [
  'http://example.org',
  'javascript:alert(1)',
  'example.org',
  'https://',
  'https://user@example.org',
]) {
  test(`“${link}” is no link to a source`, () => {
    expect(keysOf({ link })).toEqual(['record-team.link.wrong']);
  });
}

test('a signed act needs its number and where it was published; nothing else does', () => {
  expect(keysOf({ form: 'signed act' })).toEqual(['record-team.number.missing', 'record-team.publication.missing']);
  expect(keysOf({ form: 'signed act', number: '647', publication: 'The gazette' })).toEqual([]);
  expect(keysOf({ form: 'sung' })).toEqual(['record-team.form.missing']);
});

test('who, what and where from are each asked for', () => {
  expect(keysOf({ 'who-en': ' ', 'summary-en': '', 'source-en': '' })).toEqual([
    'record-team.who.missing',
    'record-team.summary.missing',
    'record-team.source.missing',
  ]);
});

test('a line is public with its campaign, and counted as said or signed', async () => {
  const { add, campaign, owner, slug } = await ownCampaign();
  await add();
  await add({ form: 'signed act', number: '647', publication: 'The gazette', date: '2022-09-21' });
  await publishCampaign(owner, campaign, now);
  const record = (await findCampaign(slug))?.record;
  expect(record?.map(({ form, happenedOn }) => [happenedOn, form])).toEqual([
    ['2022-09-21', 'signed act'],
    ['2022-10-31', 'spoken'],
  ]);
});

test('what is not said in a language yet is known', async () => {
  const { add, campaign } = await ownCampaign();
  const id = await add({ 'who-de': 'Der Sprecher', 'summary-de': 'Es gibt keinen Erlass.', 'source-de': 'Agentur' });
  const line = await findLine(campaign, id);
  expect(line && missingLanguages(line)).toEqual(['ar', 'ru', 'uk']);
});

test('the lines of one date are ordered by hand, and those of others stay', async () => {
  const { add, campaign, owner, summaries } = await ownCampaign();
  await add({ 'summary-en': 'earlier', date: '2022-10-30' });
  await add({ 'summary-en': 'a' });
  await add({ 'summary-en': 'b' });
  const c = await add({ 'summary-en': 'c' });
  expect(await moveLine(owner, campaign, c, 'up', now)).toBe('moved');
  expect(await summaries()).toEqual(['earlier', 'a', 'c', 'b']);
  expect(await moveLine(owner, campaign, c, 'up', now)).toBe('moved');
  expect(await moveLine(owner, campaign, c, 'up', now)).toBe('at-the-end');
  expect(await summaries()).toEqual(['earlier', 'c', 'a', 'b']);
});

test('two who move at once leave an order', async () => {
  const { add, campaign, owner, summaries } = await ownCampaign();
  const ids = [await add({ 'summary-en': 'a' }), await add({ 'summary-en': 'b' }), await add({ 'summary-en': 'c' })];
  await Promise.all([
    moveLine(owner, campaign, ids[0] ?? '', 'down', now),
    moveLine(owner, campaign, ids[2] ?? '', 'up', now),
  ]);
  expect((await summaries()).sort()).toEqual(['a', 'b', 'c']);
  expect((await listLines(campaign)).map(({ position }) => position)).toEqual([0, 1, 2]);
});

const change = (facts: LineFacts | null, values: Record<string, string>, mark: string) => ({
  facts,
  mark,
  texts: readLineTexts(formOf({ ...complete, ...values })).texts,
});

test('a stale edit of a line is told and overwrites nothing', async () => {
  const { add, campaign, owner, summaries } = await ownCampaign();
  const id = await add();
  const line = await findLine(campaign, id);
  const mark = line ? markOfLine(line) : '';
  const { facts } = read({});
  expect(await changeLine(owner, campaign, id, change(facts, { 'summary-en': 'Mine' }, mark), now)).toBe('saved');
  expect(await changeLine(owner, campaign, id, change(facts, { 'summary-en': 'Late' }, mark), now)).toBe('stale');
  expect(await summaries()).toEqual(['Mine']);
});

test('a translator changes words and nothing else, whatever is sent', async () => {
  const { add, campaign, coalitionId } = await ownCampaign();
  const translator = await makeMember({ coalitionId, role: 'translator' });
  const id = await add();
  const line = await findLine(campaign, id);
  const facts = { ...read({}).facts, happenedOn: '2020-01-01', form: 'draft' } as const;
  const sent = change(facts, { 'summary-de': 'Es gibt keinen Erlass.' }, line ? markOfLine(line) : '');
  expect(await changeLine(translator, campaign, id, sent, now)).toBe('saved');
  expect(await findLine(campaign, id)).toMatchObject({
    happenedOn: '2022-10-31',
    form: 'spoken',
    summary: { en: 'There will be no decree.', de: 'Es gibt keinen Erlass.' },
  });
});

test('with another date a line goes to the end of that date', async () => {
  const { add, campaign, owner, summaries } = await ownCampaign();
  const id = await add({ 'summary-en': 'moved', date: '2022-01-01' });
  await add({ 'summary-en': 'there' });
  const line = await findLine(campaign, id);
  const sent = change(read({}).facts, { 'summary-en': 'moved' }, line ? markOfLine(line) : '');
  expect(await changeLine(owner, campaign, id, sent, now)).toBe('saved');
  expect(await summaries()).toEqual(['there', 'moved']);
});

test('a removed line can be put back as it stood, once', async () => {
  const { add, campaign, coalitionId, owner } = await ownCampaign();
  const id = await add();
  const before = await findLine(campaign, id);
  expect(await removeLine(owner, campaign, id, now)).toBe('removed');
  expect(await removeLine(owner, campaign, id, now)).toBe('unknown');
  expect(await listLines(campaign)).toEqual([]);
  expect(await isRemoved(campaign, id)).toBe(true);
  expect(await restoreLine(owner, campaign, id, now)).toBe('restored');
  expect(await restoreLine(owner, campaign, id, now)).toBe('already-there');
  expect(await findLine(campaign, id)).toEqual(before);
  expect((await actsIn(coalitionId)).map(({ act }) => act)).toEqual([
    'campaign-created',
    'record-line-added',
    'record-line-removed',
    'record-line-restored',
  ]);
});

test('lines of another campaign, and junk, are unknown', async () => {
  const one = await ownCampaign();
  const other = await ownCampaign();
  const theirs = await other.add();
  for (const id of [theirs, 'junk']) {
    expect(await findLine(one.campaign, id)).toBe(null);
    expect(await removeLine(one.owner, one.campaign, id, now)).toBe('unknown');
    expect(await restoreLine(one.owner, one.campaign, id, now)).toBe('unknown');
    expect(await moveLine(one.owner, one.campaign, id, 'up', now)).toBe('unknown');
    expect(await changeLine(one.owner, one.campaign, id, change(null, {}, ''), now)).toBe('unknown');
  }
});
