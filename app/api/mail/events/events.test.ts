import { type ToldEvent, tellBounce, tellEvent } from '@/e2e/support/mail-events.ts';
import { expect, lettersTo, makePetition, newAddress, sign, test } from '@/e2e/support/world.ts';
import { POST } from './route.ts';

async function post({ body, proof }: ToldEvent, prefix = 'svix'): Promise<Response> {
  const headers = Object.entries(proof).map(([name, value]): [string, string] => [`${prefix}-${name}`, value]);
  const all = [['content-type', 'application/json'] as [string, string], ...headers];
  const request = new Request('http://localhost:3999/api/mail/events', { method: 'POST', body, headers: all });
  return POST(request, { params: Promise.resolve({}) });
}

test('the provider is answered briefly, and its word is acted on', async () => {
  const email = newAddress();
  await sign(await makePetition(), { email });
  const event = tellBounce(email);
  for (const answer of [await post(event), await post(event, 'webhook')]) {
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
  }
  expect(await lettersTo(email)).toEqual([]);
});

test('what happened otherwise is heard, too', async () => {
  expect((await post(tellEvent({ type: 'email.delivered', to: newAddress() }))).status).toBe(204);
});

test('whoever has not signed is refused, whatever else was sent', async () => {
  const email = newAddress();
  await sign(await makePetition(), { email });
  const event = tellBounce(email);
  for (const forgery of [
    { ...event, body: event.body.replace('bounced', 'complained') },
    { ...event, body: 'x' },
  ]) {
    const answer = await post(forgery);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
  expect(await lettersTo(email)).toHaveLength(1);
});

test('a body without end is not read to its end', async () => {
  expect((await post({ ...tellBounce(newAddress()), body: 'x'.repeat(256 * 1024 + 1) })).status).toBe(413);
});
