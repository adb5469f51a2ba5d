import { decree } from '@/db/seed/decree.ts';
import { letterTo } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { ask, askWithForm } from '../support/raw.ts';
import { confirmByPost, decreePage, post, signByPost, ticketOn } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** Every outcome that a verb can have ends on its page: one line for each line of a switch in a door. */

/** The box of every page that asks first. */
const sure = { sure: 'yes' };

const act = async (path: string, fields: Record<string, string> = {}): Promise<string> => {
  const answer = await askWithForm(path, new URLSearchParams(fields).toString());
  return answer.status === 303
    ? `303 ${answer.headers.location}`
    : `${answer.status} ${/<h1>(.*?)<\/h1>/.exec(answer.text)?.[1]}`;
};

/** Opens the page and presses its button. */
const confirm = async (path: string): Promise<string> => act(path, { ...sure, ticket: await ticketOn(path) });

const spent = '404 This link leads nowhere now';
const unknown = `/en/signatures/${'A'.repeat(43)}`;

test('signing: accepted, closed', async ({ house }) => {
  const fields = { name: 'Test Signer', email: newAddress() };
  expect(await act(`${decreePage()}/signatures`, fields)).toBe(`303 ${decreePage()}/sent`);
  const petition = await house.makePetition();
  await house.closePetition(petition, 1);
  expect(await act(`/en/petitions/${petition.slug}/signatures`, fields)).toBe('409 This petition is closed');
});

test('a fourth letter to one address in a week is not written, and the answer is the same', async ({ house }) => {
  const { slug } = await house.makePetition();
  const fields = { name: 'Test Signer', email: newAddress() };
  for (let posted = 0; posted < 5; posted += 1) {
    expect(await act(`/en/petitions/${slug}/signatures`, fields)).toBe(`303 /en/petitions/${slug}/sent`);
  }
});

test('confirming: confirmed, already confirmed, unticked, unknown', async () => {
  const mine = `/en/signatures/${await signByPost({ email: newAddress() })}`;
  expect(await act(`${mine}/confirmation`)).toBe('422 Confirm your signature');
  expect(await confirm(`${mine}/confirmation`)).toBe(`303 ${mine}`);
  expect(await confirm(`${mine}/confirmation`)).toBe(`303 ${mine}`);
  expect(await act(`${mine}/confirmation`)).toBe(`303 ${mine}`);
  expect(await confirm(`${unknown}/confirmation`)).toBe(spent);
});

test('VE-02: a confirmation without the ticket of an opened page asks again, and one too early waits', async () => {
  const mine = `/en/signatures/${await signByPost({ email: newAddress() })}/confirmation`;
  const other = `/en/signatures/${await signByPost({ email: newAddress() })}/confirmation`;
  for (const ticket of ['', 'x', await ticketOn(other)])
    expect(await act(mine, { ...sure, ticket })).toBe('422 Confirm your signature');
  const ticket = await ticketOn(mine);
  const began = performance.now();
  expect(await act(mine, { ...sure, ticket })).toMatch(/^303 /);
  expect(performance.now() - began).toBeGreaterThan(900);
});

test('confirming after closing: taken for a day, then closed', async ({ house }) => {
  const petition = await house.makePetition();
  const inTime = `/en/signatures/${await signByPost({ email: newAddress(), slug: petition.slug })}`;
  const late = `/en/signatures/${await signByPost({ email: newAddress(), slug: petition.slug })}`;
  await house.closePetition(petition, 23);
  expect(await confirm(`${inTime}/confirmation`)).toBe(`303 ${inTime}`);
  await house.closePetition(petition, 25);
  expect(await confirm(`${late}/confirmation`)).toBe('409 This petition is closed');
  expect(await act(`${inTime}/withdrawal`, sure)).toBe(`303 /en/petitions/${petition.slug}/withdrawn`);
});

test('withdrawing: withdrawn, unknown', async () => {
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  expect(await act(`${mine}/withdrawal`, sure)).toBe(`303 ${decreePage()}/withdrawn`);
  expect(await act(`${mine}/withdrawal`, sure)).toBe(spent);
  expect(await act(`${unknown}/withdrawal`, sure)).toBe(spent);
});

test('an attempt can neither be withdrawn nor erased nor chosen for', async () => {
  const waiting = `/en/signatures/${await signByPost({ email: newAddress() })}`;
  for (const path of ['/withdrawal', '/erasure', '/following', ''])
    expect(await act(waiting + path, sure), path).toBe(spent);
  expect(await confirm(`${waiting}/confirmation`)).toBe(`303 ${waiting}`);
});

test('erasing: erased, erased again, unknown', async () => {
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  expect(await act(`${mine}/erasure`, sure)).toBe(`303 ${mine}`);
  expect(await act(`${mine}/erasure`, sure)).toBe(`303 ${mine}`);
  expect(await act(`${unknown}/erasure`, sure)).toBe(spent);
});

test('choosing delivery: changed, erased, unknown', async () => {
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  expect(await act(mine, { deliver: 'yes' })).toBe(`303 ${mine}?saved`);
  await post(`${mine}/erasure`, sure);
  expect(await act(mine, { deliver: 'yes' })).toBe(`303 ${mine}`);
  expect(await act(unknown, { deliver: 'yes' })).toBe(spent);
});

test('choosing letters: changed, wrong address, erased, unknown', async () => {
  const email = newAddress();
  const mine = `/en/signatures/${await confirmByPost({ email })}`;
  expect(await act(`${mine}/following`, { updates: 'yes', email })).toBe(`303 ${mine}/following?saved`);
  expect(await act(`${mine}/following`, { stop: 'yes', updates: 'yes' })).toBe(`303 ${mine}/following?saved`);
  for (const wrong of ['', 'nobody', newAddress()]) {
    expect(await act(`${mine}/following`, { updates: 'yes', email: wrong })).toBe('422 Letters about this petition');
  }
  await post(`${mine}/erasure`, sure);
  expect(await act(`${mine}/following`, { updates: 'yes', email })).toBe(`303 ${mine}/following`);
  expect(await act(`${unknown}/following`, { updates: 'yes' })).toBe(spent);
});

test('refusing and lifting: refused, refused again, lifted, unknown', async () => {
  const waiting = `/en/signatures/${await signByPost({ email: newAddress() })}`;
  expect(await act(`${waiting}/refusal`, sure)).toBe(`303 ${waiting}/refusal`);
  expect(await act(`${waiting}/refusal`, sure)).toBe(`303 ${waiting}/refusal`);
  expect(await act(`${waiting}/refusal`, { lift: 'yes' })).toBe('303 /en/signatures/lifted');
  expect(await act(`${waiting}/refusal`, { lift: 'yes' })).toBe(spent);
  expect(await act(`${waiting}/refusal`, sure)).toBe(spent);
  expect(await act(`${unknown}/refusal`, sure)).toBe(spent);
});

test('every page that asks first asks again when its box is not ticked', async () => {
  const waiting = `/en/signatures/${await signByPost({ email: newAddress() })}`;
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  expect(await act(`${waiting}/confirmation`)).toBe('422 Confirm your signature');
  expect(await act(`${waiting}/refusal`)).toBe('422 Was it not you?');
  expect(await act(`${mine}/erasure`)).toBe('422 Delete your details?');
  expect(await act(`${mine}/withdrawal`)).toBe('422 Withdraw your signature?');
});

test('a confirmed signature cannot be refused', async () => {
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  expect(await act(`${mine}/refusal`, sure)).toBe(spent);
  expect(await act(`${mine}/withdrawal`, sure)).toBe(`303 ${decreePage()}/withdrawn`);
});

test('VE-06: links that were used, taken back, refused or never were lead to one page, byte for byte', async () => {
  const withdrawn = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  await post(`${withdrawn}/withdrawal`, sure);
  const refused = `/en/signatures/${await signByPost({ email: newAddress() })}`;
  await post(`${refused}/refusal`, sure);
  const links = [withdrawn, `${withdrawn}/confirmation`, `${refused}/confirmation`, unknown, '/en/signatures/short'];
  const answers = await Promise.all(links.map((path) => ask({ path })));
  expect(answers.map(({ status }) => status)).toEqual(links.map(() => 404));
  // Other tests publish petitions meanwhile, and the page has a list of them.
  expect(new Set(answers.map(({ text }) => text.replace(/<option[\s\S]*?<\/option>/g, ''))).size).toBe(1);
  expect(answers[0]?.text).toContain('action="/en/signatures/resend"');
});

test('resending: sent, wrong address, unknown petition', async () => {
  const { slug } = decree.petition;
  const waiting = newAddress();
  await signByPost({ email: waiting });
  const resend = (fields: Record<string, string>) => act('/en/signatures/resend', fields);
  for (const email of [waiting, newAddress()])
    expect(await resend({ petition: slug, email })).toBe(`303 ${decreePage()}/sent`);
  expect(await resend({ petition: slug, email: 'nobody' })).toBe('422 This link leads nowhere now');
  expect(await resend({ petition: 'nothing', email: waiting })).toBe('422 This link leads nowhere now');
  await letterTo(waiting, 2);
});
