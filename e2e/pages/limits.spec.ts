import { TRAP_FIELD } from '@/lib/signature/fields.ts';
import { lettersTo, letterTo, linkIn } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { confirmByPost, decreePage } from '../support/signer.ts';
import { crowdSource, fromSource, newSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

/** What a visitor meets who sends much: lib/rate-limit/judge.test.ts has the numbers. */

const form = `${decreePage()}/signatures`;
const headingOf = ({ text }: RawAnswer) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
const hiddenOf = ({ text }: RawAnswer): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  );
const send = (fields: Record<string, string>, headers: Record<string, string>, path = form) =>
  askWithForm(path, new URLSearchParams(fields).toString(), headers);
const typed = (email = newAddress()) => ({ name: 'Ada "the first" & only', email, country: 'DE', updates: 'yes' });
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

test('SA-02: the sixth form of a source is asked for proof, and keeps all that was typed', async () => {
  const source = newSource();
  const answers: RawAnswer[] = [];
  // What a visitor says of themselves stands before what the proxy adds, and our own header is ours.
  for (let n = 0; n < 6; n += 1) {
    const spoofed = { 'x-forwarded-for': `${newSource()}, ${source}`, 'x-undersigned-socket': newSource() };
    answers.push(await send(typed(), spoofed));
  }
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 422]);
  const last = answers[5] as RawAnswer;
  expect(headingOf(last)).toBe('One moment');
  expect(hiddenOf(last)).toMatchObject({ name: 'Ada "the first" & only', country: 'DE', updates: 'yes' });
  expect((await send(typed(), fromSource())).status).toBe(303);
});

test('SA-02: the 101st form of a source is refused with Retry-After, and keeps all that was typed', async () => {
  const source = fromSource();
  for (let n = 0; n < 100; n += 1) await send({}, source);
  const answer = await send(typed('a@example.org'), source);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(240);
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(300);
  expect(hiddenOf(answer)).toMatchObject(typed('a@example.org'));
  expect((await send(typed(), fromSource())).status).toBe(303);
});

test('SA-07: a ticket signs once, after its time, at its petition', async ({ house }) => {
  const source = fromSource(await crowdSource());
  const email = newAddress();
  const asked = await send(typed(email), source);
  const kept = hiddenOf(asked);
  const early = await send(kept, source);
  expect(early.status).toBe(422);
  expect(early.text).toContain('That was a little too soon');
  expect(hiddenOf(early).ticket).toBe(kept.ticket);
  await pause(2.1);
  const { slug } = await house.makePetition();
  expect((await send(kept, source, `/en/petitions/${slug}/signatures`)).status).toBe(422);
  expect((await send(kept, source)).status).toBe(303);
  await letterTo(email);
  const again = await send({ ...kept, email: newAddress() }, source);
  expect(again.status).toBe(422);
  expect(hiddenOf(again).ticket).not.toBe(kept.ticket);
});

test('a form whose hidden field is filled in is answered like any other, and writes nothing', async () => {
  const [trapped, free] = [newAddress(), newAddress()];
  const source = fromSource();
  const answers = [await send({ ...typed(trapped), [TRAP_FIELD]: 'x' }, source), await send(typed(free), source)];
  const visible = answers.map(({ headers: { date, ...headers }, status, text }) => ({ headers, status, text }));
  expect(visible[0]).toEqual(visible[1]);
  expect(answers[0]?.status).toBe(303);
  await letterTo(free);
  expect(await lettersTo(trapped)).toEqual([]);
});

test('VE-05: whoever tries sixty links is told to wait, whatever the next one is', async () => {
  const source = fromSource();
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  const open = (path: string) => ask({ path, headers: source });
  const tried = Array.from({ length: 60 }, (_, n) => `/en/signatures/${String(n).padStart(42, 'a')}A`);
  for (const path of tried) expect((await open(path)).status).toBe(404);
  for (const path of [tried[0] ?? '', mine, '/ru/signatures/nothing', `${mine}/withdrawal`]) {
    const answer = await open(path);
    expect(answer.status, path).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
  }
  expect((await ask({ path: mine })).status).toBe(200);
});

test('AP-04: the count is told 300 times in five minutes to one source', async () => {
  const source = fromSource();
  const read = () => ask({ path: '/api/v1/petitions/decree-ending-mobilisation/count', headers: source });
  for (let n = 0; n < 300; n += 1) expect((await read()).status).toBe(200);
  const answer = await read();
  expect(answer.status).toBe(429);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(300);
});

test('SA-06: the scripts of the proof are our own, small, and on its page alone', async () => {
  const page = await send(typed(), fromSource(await crowdSource()));
  expect(page.text).toContain('<script src="/proof.js" defer="">');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  for (const path of ['/proof.js', '/proof-worker.js']) {
    const script = await ask({ path, headers: { 'accept-encoding': 'gzip' } });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.bytes, path).toBeLessThanOrEqual(3 * 1024);
  }
  expect((await ask({ path: decreePage() })).text).not.toContain('proof');
});

test('PV-13: an address at a listed provider comes back once with a warning, and all that was typed', async () => {
  for (const domain of ['mail.ru', 'yandex.ru', 'Bk.RU', 'list.ru', 'rambler.ru', 'corp.mail.ru']) {
    const fields = typed(newAddress(domain));
    const warned = await send(fields, fromSource());
    expect(warned.status, domain).toBe(422);
    expect(warned.text).toContain('<a href="#email_anyway">The authorities of its country can read mailboxes');
    expect(warned.text).toContain(`value="${fields.email}"`);
    expect(warned.text).toContain('<option value="DE" selected="">');
    expect((await send({ ...fields, email_anyway: 'yes' }, fromSource())).status).toBe(303);
  }
});

test('PV-13: the warning looks at the address alone, whoever has signed with it', async () => {
  const [signed, fresh] = [newAddress('mail.ru'), newAddress('mail.ru')];
  await confirmByPost({ email: signed, fields: { email_anyway: 'yes' } });
  const bodies = await Promise.all(
    [signed, fresh].map(async (email) => (await send(typed(email), fromSource())).text.replaceAll(email, '')),
  );
  // The numbers of a live petition move on by themselves.
  const still = bodies.map((body) => /<form id="sign"[\s\S]*?<\/form>/.exec(body)?.[0]);
  expect(still[0]).toBe(still[1]);
});

test('PV-13: most addresses are not warned of', async () => {
  for (const domain of ['example.org', 'gmail.com', 'proton.me', 'notmail.ru', 'mail.ru.example.org'])
    expect((await send(typed(newAddress(domain)), fromSource())).status, domain).toBe(303);
});

test('WE-12: the connection ends with each step of signing', async () => {
  const waiting = newAddress();
  const mine = `/en/signatures/${await confirmByPost({ email: newAddress() })}`;
  await send(typed(waiting), fromSource());
  const confirmation = linkIn(await letterTo(waiting), 'confirmation');
  const keepAlive = { connection: 'keep-alive' };
  for (const path of [`${decreePage()}/sent`, confirmation, mine, `${mine}/withdrawal`])
    expect((await ask({ path, headers: keepAlive })).headers.connection, path).toBe('close');
  expect((await send({}, { ...fromSource(), ...keepAlive })).headers.connection).toBe('close');
});
