import { type ToldEvent, tellBounce, tellEvent, troubleKept } from '../support/mail-events.ts';
import { expect, test } from '../support/own-petition.ts';
import { ask, type RawAnswer } from '../support/raw.ts';
import { confirmByPost } from '../support/signer.ts';
import { lettersTo, newAddress, sign } from '../support/signers.ts';

/** Somebody who is not the letter provider tells us of bounces (EM-06). */

const PATH = '/api/mail/events';

const tell = ({ body, proof }: ToldEvent, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  ask({
    method: 'POST',
    path: PATH,
    body,
    headers: {
      'content-type': 'application/json',
      'svix-id': proof.id,
      'svix-timestamp': proof.timestamp,
      'svix-signature': proof.signature,
      ...headers,
    },
  });

const sameOf = ({ headers: { date, ...headers }, status, text }: RawAnswer) => ({
  status,
  headers,
  text,
  dated: Boolean(date),
});

test('EM-06: forged events change nothing, and are answered alike whether their address is known or not', async ({
  house,
}) => {
  const petition = await house.makePetition();
  const [known, unknown] = [newAddress(), newAddress()];
  // A letter that waits would leave meanwhile: the attempt's own tallies are what must not move.
  await sign(petition, { email: known });
  const forgeriesOf = (email: string): readonly (readonly [string, ToldEvent, Record<string, string>?])[] => {
    const good = tellBounce(email);
    return [
      [
        'a wrong signature',
        { ...good, proof: { ...good.proof, signature: `v1,${Buffer.alloc(32).toString('base64')}` } },
      ],
      ['no signature', { ...good, proof: { id: '', timestamp: '', signature: '' } }],
      ['another body', { ...good, body: good.body.replace('bounced', 'complained') }],
      ['another id', { ...good, proof: { ...good.proof, id: 'msg_another' } }],
      ['six minutes old', tellEvent({ type: 'email.complained', to: email, secondsAgo: 360 })],
      ['six minutes early', tellEvent({ type: 'email.complained', to: email, secondsAgo: -360 })],
      ['no JSON', { ...good, body: 'x' }],
      ['nothing', { ...good, body: '' }],
      ['a form', good, { 'content-type': 'application/x-www-form-urlencoded' }],
      ['plain text', good, { 'content-type': 'text/plain' }],
      ['a body of a megabyte', { ...good, body: good.body.padEnd(1024 * 1024) }],
    ];
  };
  const [before] = await Promise.all([troubleKept(petition)]);
  const [first, second] = [forgeriesOf(known), forgeriesOf(unknown)];
  for (const [n, [what, event, headers]] of first.entries()) {
    const answer = await tell(event, headers);
    expect(answer.status, what).toBe(what.includes('megabyte') ? 413 : headers ? 415 : 400);
    const [, other = event] = second[n] ?? [];
    expect(sameOf(await tell(other, headers)), what).toEqual(sameOf(answer));
  }
  expect((await troubleKept(petition)).tallies).toEqual(before?.tallies);
  expect((await troubleKept(petition)).tallies).toEqual([]);
});

test('EM-06: the provider’s own word stops letters to the address at once, and counts once however often it is told', async ({
  house,
}) => {
  const petition = await house.makePetition();
  const email = newAddress();
  await sign(petition, { email });
  const event = tellBounce(email);
  const answers = [await tell(event), await tell(event), await tell(event)];
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect((await troubleKept(petition)).tallies).toEqual([{ kind: 'confirm-signature', bounced: 1, complained: 0 }]);
  const next = await house.makePetition();
  expect(await sign(next, { email })).toBe('accepted');
  expect(await lettersTo(email)).toEqual([]);
});

test('what the provider told of addresses stands in the petition’s public log, in numbers', async ({ house }) => {
  const petition = await house.makePetition();
  const [never, confirmed] = [newAddress(), newAddress()];
  const log = async () => (await ask({ path: `/en/petitions/${petition.slug}/log` })).text;
  expect(await log()).not.toContain('Addresses that mail does not reach');
  await sign(petition, { email: never });
  await confirmByPost({ email: confirmed, slug: petition.slug });
  for (const email of [never, confirmed]) expect((await tell(tellBounce(email))).status).toBe(204);
  await expect.poll(log).toContain('1 address that was typed into the form does not exist');
  expect(await log()).toContain('1 address was confirmed, and later letters to it bounced: its signature still counts');
});
