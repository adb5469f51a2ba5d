import { type Challenge, type ChallengeParameters, createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { WORK_UNTIL } from './limits.ts';
import { proofKey } from './ticket.ts';

/**
 * Proof of work (ALTCHA, version 2): the browser tries numbers until one derives the key that we have chosen. It takes
 * a phone about a second, and us two hashes to check. Nothing leaves our own origin.
 */

/** Rounds of PBKDF2 per try, and how many tries there are: measured, a try is about 0.5 ms on a notebook. */
const COST = 1_000;
const [FEWEST_TRIES, MOST_TRIES] = [200, 400];

const secrets = () => ({
  hmacSignatureSecret: proofKey('work').toString('hex'),
  hmacKeySignatureSecret: proofKey('worked-key').toString('hex'),
});

/** A challenge for signing this petition. */
export const askForWork = (petitionId: string, now: Date): Promise<Challenge> =>
  createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: randomInt(MOST_TRIES, FEWEST_TRIES),
    data: { petition: petitionId, made: now.getTime() },
    deriveKey,
    ...secrets(),
  });

interface Claim {
  readonly challenge: Challenge;
  readonly solution: { readonly counter: number; readonly derivedKey: string };
}

/**
 * The nonce of a challenge that was solved for this petition, to be spent (spend.ts); null for anything else. The age
 * is told by `now`, which is the database's clock, and not by the library's own look at this machine's (VE-10).
 */
export async function readWork(posted: string, petitionId: string, now: Date): Promise<string | null> {
  const claim = readClaim(posted);
  if (!claim) return null;
  const { data, nonce } = claim.challenge.parameters;
  const age = now.getTime() - Number(data?.made);
  if (data?.petition !== petitionId || !(age >= 0 && age <= WORK_UNTIL * 1_000)) return null;
  const { verified } = await verifySolution({ ...claim, deriveKey, ...secrets() });
  return verified ? nonce : null;
}

/** Longer than any real one by far. */
const LONGEST_CLAIM = 4_000;

/** Takes only what a challenge consists of: the library is never given a shape that it does not expect. */
function readClaim(posted: string): Claim | null {
  if (posted === '' || posted.length > LONGEST_CLAIM) return null;
  const { challenge, solution } = asRecord(readJson(Buffer.from(posted, 'base64').toString()));
  const { parameters: given, signature } = asRecord(challenge);
  const { counter, derivedKey } = asRecord(solution);
  const parameters = readParameters(asRecord(given));
  if (!parameters || typeof signature !== 'string' || typeof counter !== 'number' || typeof derivedKey !== 'string')
    return null;
  return { challenge: { parameters, signature }, solution: { counter, derivedKey } };
}

const TEXTS = ['algorithm', 'nonce', 'salt', 'keyPrefix', 'keySignature'] as const;
const NUMBERS = ['cost', 'keyLength'] as const;

function readParameters(given: Record<string, unknown>): ChallengeParameters | null {
  const { made, petition } = asRecord(given.data);
  const isWhole =
    TEXTS.every((name) => typeof given[name] === 'string') &&
    NUMBERS.every((name) => typeof given[name] === 'number') &&
    typeof petition === 'string' &&
    typeof made === 'number' &&
    Object.keys(given).length === TEXTS.length + NUMBERS.length + 1;
  if (!isWhole) return null;
  const known = Object.fromEntries([...TEXTS, ...NUMBERS].map((name) => [name, given[name]]));
  // Each name was looked at above.
  return { ...known, data: { made, petition } } as unknown as ChallengeParameters;
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The one fault that a parser has is text that is no JSON; it proves nothing, and so it is nothing.
    return null;
  }
}
