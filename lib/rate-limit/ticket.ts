import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from '@/db/once.ts';
import { settings } from '../env.ts';
import { CONFIRMATION_FROM, CONFIRMATION_UNTIL, TICKET_UNTIL } from './limits.ts';

/**
 * A ticket says when a page was made, and for what: "I have been open for a moment". It is signed, names nobody, and
 * is stored nowhere until it is spent. All instances share its key.
 */

const keyOf = (purpose: string) =>
  once(`ticket-key-${purpose}`, () =>
    Buffer.from(hkdfSync('sha256', settings().APP_SECRET, '', `undersigned/${purpose}/v1`, 32)),
  );

/** The key of all proofs that a form carries, for one purpose. */
export const proofKey = (purpose: 'ticket' | 'work' | 'worked-key'): Buffer => keyOf(purpose);

interface Stamp {
  /** Where it holds: a petition, or a letter's link. */
  readonly place: string;
  /** Seconds before it holds. */
  readonly from: number;
}

/** `petition` for signing, `link` for confirming. The two must never stand for each other. */
const placeName = (kind: 'petition' | 'link', id: string) => `${kind} ${id}`;

const sign = (text: string): Buffer => createHmac('sha256', proofKey('ticket')).update(text).digest();

function makeTicket({ from, place }: Stamp, now: Date): string {
  const said = `${now.getTime().toString(36)}.${from}.${randomBytes(16).toString('base64url')}`;
  return `${said}.${sign(`${place} ${said}`).toString('base64url')}`;
}

/** `early` holds later; `wrong` never. */
export type TicketState = 'good' | 'early' | 'wrong';

export interface ReadTicket {
  readonly state: TicketState;
  /** Names the ticket when it is spent; empty for a wrong one. */
  readonly nonce: string;
}

const WRONG: ReadTicket = { state: 'wrong', nonce: '' };

function readTicket(ticket: string, place: string, until: number, now: Date): ReadTicket {
  const [, said, made, from, nonce, signature] =
    /^(([0-9a-z]{1,9})\.(\d{1,4})\.([\w-]{22}))\.([\w-]{43})$/.exec(ticket) ?? [];
  if (!said || !made || !from || !nonce || !signature) return WRONG;
  if (!timingSafeEqual(Buffer.from(signature, 'base64url'), sign(`${place} ${said}`))) return WRONG;
  const age = (now.getTime() - Number.parseInt(made, 36)) / 1_000;
  // Another instance's idea of the database's time may be a little ahead of ours: such a ticket is early.
  if (age < -5 || age > until) return WRONG;
  return { state: age < Number(from) ? 'early' : 'good', nonce };
}

/** For signing a petition, after `from` seconds. Spend its nonce (spend.ts) when it is used. */
export const petitionTicket = (petitionId: string, from: number, now: Date): string =>
  makeTicket({ place: placeName('petition', petitionId), from }, now);

export const readPetitionTicket = (ticket: string, petitionId: string, now: Date): ReadTicket =>
  readTicket(ticket, placeName('petition', petitionId), TICKET_UNTIL, now);

/** For confirming by a letter's link (VE-02). It is not spent: confirming twice changes nothing. */
export const linkTicket = (token: string, now: Date): string =>
  makeTicket({ place: placeName('link', token), from: CONFIRMATION_FROM }, now);

export const readLinkTicket = (ticket: string, token: string, now: Date): TicketState =>
  readTicket(ticket, placeName('link', token), CONFIRMATION_UNTIL, now).state;

/** The wait that a ticket which was read as good or early asks for. */
export const secondsOfTicket = (ticket: string): number => Number(ticket.split('.')[1]);
