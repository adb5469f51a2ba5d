import { letEventsAge, type ToldEvent, tellBounce, tellEvent, troubleKept } from '@/e2e/support/mail-events.ts';
import {
  disguisesOf,
  everythingStored,
  expect,
  keptOf,
  lettersTo,
  makePetition,
  newAddress,
  sign,
  signAndConfirm,
  test,
} from '@/e2e/support/world.ts';
import { currentTime } from '../clock.ts';
import { settings } from '../env.ts';
import { type EventOutcome, forgetMailEvents, takeMailEvent } from './events.ts';

const take = async ({ body, proof }: ToldEvent): Promise<EventOutcome> =>
  takeMailEvent(body, proof, await currentTime());

test('an address that does not exist gets no more letters, and what waits for it is taken back', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  expect(await take(tellBounce(email))).toBe('taken');
  expect(await lettersTo(email)).toEqual([]);
  expect(await sign(petition, { email })).toBe('accepted');
  expect(await sign(await makePetition(), { email })).toBe('accepted');
  expect(await lettersTo(email)).toEqual([]);
  expect(await keptOf(petition)).toMatchObject({ attempts: 1 });
});

test('whoever calls a letter spam gets no more of them', async () => {
  const email = newAddress();
  expect(await take(tellEvent({ type: 'email.complained', to: `Somebody <${email.toUpperCase()}>` }))).toBe('taken');
  await sign(await makePetition(), { email });
  expect(await lettersTo(email)).toEqual([]);
});

test('the petitions of the address count it: those it waits on, and those it has signed', async () => {
  const [waiting, signed, other] = [await makePetition(), await makePetition(), await makePetition()];
  const email = newAddress();
  await sign(waiting, { email });
  await signAndConfirm(signed, { email });
  await sign(signed, { email });
  await sign(other);
  await take(tellBounce(email));
  await take(tellEvent({ type: 'email.complained', to: email }));
  expect((await troubleKept(waiting)).tallies).toEqual([{ kind: 'confirm-signature', bounced: 1, complained: 1 }]);
  expect((await troubleKept(signed)).tallies).toEqual([{ kind: 'already-signed', bounced: 1, complained: 1 }]);
  expect((await troubleKept(other)).tallies).toEqual([]);
});

test('an event counts once, however often and at whatever moment it is told', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await signAndConfirm(petition, { email });
  const id = 'msg_once';
  const data = { bounce: { type: 'Permanent', subType: 'General', message: '550' } };
  const told = Array.from({ length: 10 }, (_, n) =>
    tellEvent({ type: 'email.bounced', to: email, data, id, secondsAgo: n }),
  );
  const outcomes = await Promise.all(told.map(take));
  expect(outcomes.sort()).toEqual([...Array.from({ length: 9 }, () => 'known'), 'taken']);
  expect((await troubleKept(petition)).tallies).toEqual([{ kind: 'already-signed', bounced: 1, complained: 0 }]);
  await letEventsAge(71);
  expect(await forgetMailEvents()).toBe(0);
  expect(await take(told[0] ?? tellBounce(email))).toBe('known');
  await letEventsAge(2);
  expect(await forgetMailEvents()).toBeGreaterThan(0);
});

test('forged, replayed and skewed events change nothing', async () => {
  const petition = await makePetition();
  const email = newAddress();
  await sign(petition, { email });
  const before = await troubleKept(petition);
  const good = tellBounce(email);
  const another = tellBounce(newAddress());
  const forgeries: ToldEvent[] = [
    { ...good, body: good.body.replace(email, newAddress()) },
    { ...good, body: `${good.body} ` },
    { ...good, proof: another.proof },
    { ...good, proof: { ...good.proof, id: 'msg_other' } },
    { ...good, proof: { ...good.proof, timestamp: String(Number(good.proof.timestamp) + 1) } },
    { ...good, proof: { ...good.proof, timestamp: 'now' } },
    { ...good, proof: { ...good.proof, signature: '' } },
    { ...good, proof: { ...good.proof, signature: good.proof.signature.replace('v1,', 'v2,') } },
    { ...good, proof: { ...good.proof, signature: good.proof.signature.toLowerCase() } },
    { ...good, proof: { id: '', timestamp: '', signature: '' } },
    tellEvent({ type: 'email.complained', to: email, secondsAgo: 301 }),
    tellEvent({ type: 'email.complained', to: email, secondsAgo: -302 }),
    { ...good, body: '' },
  ];
  for (const forgery of forgeries) expect(await take(forgery)).toBe('forged');
  expect(await troubleKept(petition)).toEqual(before);
  expect(await lettersTo(email)).toHaveLength(1);
});

for (const event of [
  tellOf('email.delivered'),
  tellOf('email.opened'),
  tellOf('domain.updated'),
  tellOf('something.new', { to: 7 }),
  tellOf('email.bounced', { bounce: { type: 'Transient', subType: 'MailboxFull', message: '452' } }),
]) {
  test(`${event.type} ${JSON.stringify(event.data ?? '')} is heard and changes nothing`, async () => {
    const petition = await makePetition();
    const email = newAddress();
    await sign(petition, { email });
    const before = await troubleKept(petition);
    expect(await take(tellEvent({ to: email, ...event }))).toBe('ignored');
    expect(await troubleKept(petition)).toEqual(before);
  });
}

function tellOf(type: string, data?: object) {
  return { type, ...(data ? { data } : {}) };
}

test('an event about no address that can be one is taken and changes nothing', async () => {
  for (const to of ['', 'nobody', '<>', 'a@b']) expect(await take(tellBounce(to))).toBe('taken');
});

test('what stays of it names no address', async () => {
  const email = newAddress();
  await sign(await makePetition(), { email });
  await take(tellBounce(email));
  const stored = await everythingStored();
  for (const disguise of disguisesOf(email)) expect(stored).not.toContain(disguise);
});

test('without its secret nothing is taken in', async () => {
  const told = tellBounce(newAddress());
  const secret = settings().RESEND_WEBHOOK_SECRET;
  Object.assign(settings(), { RESEND_WEBHOOK_SECRET: undefined });
  expect(await take(told).finally(() => Object.assign(settings(), { RESEND_WEBHOOK_SECRET: secret }))).toBe(
    'not-set-up',
  );
});
