import { expect, test } from '../support/own-petition.ts';
import { askWithForm } from '../support/raw.ts';
import { confirmByPost, decreePage, post, signByPost } from '../support/signer.ts';
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
  expect(await act(`${mine}/confirmation`, sure)).toBe(`303 ${mine}`);
  expect(await act(`${mine}/confirmation`, sure)).toBe(`303 ${mine}`);
  expect(await act(`${mine}/confirmation`)).toBe(`303 ${mine}`);
  expect(await act(`${unknown}/confirmation`, sure)).toBe(spent);
});

test('confirming after closing: taken for a day, then closed', async ({ house }) => {
  const petition = await house.makePetition();
  const inTime = `/en/signatures/${await signByPost({ email: newAddress(), slug: petition.slug })}`;
  const late = `/en/signatures/${await signByPost({ email: newAddress(), slug: petition.slug })}`;
  await house.closePetition(petition, 23);
  expect(await act(`${inTime}/confirmation`, sure)).toBe(`303 ${inTime}`);
  await house.closePetition(petition, 25);
  expect(await act(`${late}/confirmation`, sure)).toBe('409 This petition is closed');
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
  expect(await act(`${waiting}/confirmation`, sure)).toBe(`303 ${waiting}`);
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
