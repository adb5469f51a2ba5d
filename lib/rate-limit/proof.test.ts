import { randomUUID } from 'node:crypto';
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { formOf } from '@/e2e/support/forms.ts';
import { expect, test } from '@/e2e/support/world.ts';
import { readProof } from './proof.ts';
import { spendProof } from './spend.ts';
import { linkTicket, petitionTicket, readLinkTicket, readPetitionTicket } from './ticket.ts';
import { askForWork } from './work.ts';

const start = new Date('2026-11-22T12:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

interface Claim {
  challenge: Challenge;
  solution: { counter: number; derivedKey: string };
}

async function solve(petitionId: string): Promise<Claim> {
  const challenge = await askForWork(petitionId, start);
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('The challenge was not solved.');
  return { challenge, solution };
}

const encode = (claim: unknown) => Buffer.from(JSON.stringify(claim)).toString('base64');
const worked = (claim: unknown, petitionId: string, seconds = 3) =>
  readProof(formOf({ work: encode(claim) }), petitionId, after(seconds));

test('SA-07: a ticket holds from two seconds to two hours, for its petition alone', () => {
  const [petition, other] = [randomUUID(), randomUUID()];
  const ticket = petitionTicket(petition, 2, start);
  const stateAfter = (seconds: number, id = petition) => readPetitionTicket(ticket, id, after(seconds)).state;
  expect([0, 1.9, 2, 7_200].map((seconds) => stateAfter(seconds))).toEqual(['early', 'early', 'good', 'good']);
  expect([7_201, -3_600].map((seconds) => stateAfter(seconds))).toEqual(['wrong', 'wrong']);
  expect(stateAfter(5, other)).toBe('wrong');
  expect(readLinkTicket(ticket, petition, after(5))).toBe('wrong');
});

test('SA-07: a ticket with anything changed in it is none', () => {
  const petition = randomUUID();
  const ticket = petitionTicket(petition, 30, start);
  for (let n = 0; n < ticket.length; n += 1) {
    const other = ticket[n] === 'A' ? 'B' : 'A';
    const changed = ticket.slice(0, n) + other + ticket.slice(n + 1);
    const isSame = Buffer.from(changed.split('.')[3] ?? '', 'base64url').equals(
      Buffer.from(ticket.split('.')[3] ?? '', 'base64url'),
    );
    // The last character of base64url carries two bits that mean nothing.
    if (isSame && n === ticket.length - 1) continue;
    expect(readPetitionTicket(changed, petition, after(60)).state, changed).toBe('wrong');
  }
  for (const nothing of ['', '...', ticket.slice(1), `${ticket}A`, 'x'.repeat(10_000)])
    expect(readPetitionTicket(nothing, petition, after(60)).state).toBe('wrong');
});

test('SA-07: a proof is taken once, also by two at the same moment', async () => {
  const nonces = Array.from({ length: 20 }, () => randomUUID());
  for (const nonce of nonces) {
    const taken = await Promise.all(Array.from({ length: 8 }, () => spendProof(nonce)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await spendProof(nonce)).toBe(false);
  }
});

test('VE-02: the ticket of a confirmation holds after a second, for its link alone', () => {
  const ticket = linkTicket('a-link', start);
  expect(readLinkTicket(ticket, 'a-link', after(0.9))).toBe('early');
  expect(readLinkTicket(ticket, 'a-link', after(1))).toBe('good');
  expect(readLinkTicket(ticket, 'another-link', after(1))).toBe('wrong');
});

test('SA-06: work is taken for its petition, in its time', async () => {
  const petition = randomUUID();
  const claim = await solve(petition);
  expect(await worked(claim, petition)).toBe(claim.challenge.parameters.nonce);
  expect(await worked(claim, petition, 20 * 60)).toBe(claim.challenge.parameters.nonce);
});

test('SA-06: of 400 replayed, spliced, expired and misplaced solutions none is taken', async () => {
  test.setTimeout(120_000);
  const [petition, other] = [randomUUID(), randomUUID()];
  let taken = 0;
  let tried = 0;
  const offer = async (claim: unknown, id: string, seconds?: number) => {
    tried += 1;
    const nonce = await worked(claim, id, seconds);
    if (nonce && (await spendProof(nonce))) taken += 1;
  };
  for (let round = 0; round < 25; round += 1) {
    const { challenge, solution } = await solve(petition);
    const { parameters, signature } = challenge;
    const withParameters = (changes: object) => ({
      challenge: { parameters: { ...parameters, ...changes }, signature },
      solution,
    });
    const first = await worked({ challenge, solution }, petition);
    expect(first && (await spendProof(first))).toBe(true);
    const { salt, nonce } = parameters;
    const spliced = [
      { salt: salt.slice(0, -2) },
      { salt: `${salt}00` },
      { nonce: nonce + salt.slice(0, 2), salt: salt.slice(2) },
      { nonce: nonce.slice(0, -2), salt: nonce.slice(-2) + salt },
      { nonce: nonce.toUpperCase() === nonce ? `${nonce}00` : nonce.toUpperCase() },
      { keyPrefix: '00' },
      { data: { petition, made: start.getTime() + 1 } },
      { data: { petition: other, made: start.getTime() } },
      { cost: 1 },
    ];
    await offer({ challenge, solution }, petition);
    await offer({ challenge, solution: { ...solution, counter: solution.counter + 1 } }, petition);
    for (const changes of spliced) await offer(withParameters(changes), petition);
    await offer({ challenge, solution }, petition, 20 * 60 + 1);
    await offer({ challenge, solution }, other);
    await offer(withParameters({ data: { petition: other, made: start.getTime() } }), other);
    await offer({ challenge: { parameters, signature: '0'.repeat(64) }, solution }, petition);
    await offer({ challenge, solution: { counter: 0, derivedKey: parameters.keyPrefix } }, petition);
  }
  expect({ taken, tried }).toEqual({ taken: 0, tried: 400 });
});

test('SA-06: what is no solution at all proves nothing and breaks nothing', async () => {
  const petition = randomUUID();
  const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`;
  const nothings = [
    '',
    'null',
    '[]',
    '{}',
    '1',
    deep,
    '{"challenge":{}}',
    '{"challenge":{"parameters":[]},"solution":1}',
  ];
  for (const text of nothings)
    expect(await readProof(formOf({ work: Buffer.from(text).toString('base64') }), petition, start)).toBeNull();
  expect(await readProof(formOf({ work: '\u0000\ud800'.repeat(9_000) }), petition, start)).toBeNull();
});

test('SA-06: checking a solution takes five milliseconds at most', async () => {
  const petition = randomUUID();
  const claim = await solve(petition);
  const times: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const began = performance.now();
    await worked(claim, petition);
    times.push(performance.now() - began);
  }
  const median = times.sort((a, b) => a - b)[100] ?? Number.POSITIVE_INFINITY;
  expect(median).toBeLessThanOrEqual(5);
});
