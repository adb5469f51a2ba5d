import type { PostedForm } from '../form.ts';
import { type ReadTicket, readPetitionTicket } from './ticket.ts';
import { readWork } from './work.ts';

/** The fields in which a form carries proof. */
export const TICKET_FIELD = 'ticket';
export const WORK_FIELD = 'work';

/**
 * What a form proves for signing this petition: that its browser worked, or that it waited. The answer names the proof,
 * to be spent when it is used (spend.ts); null where there is none that holds.
 */
export async function readProof({ values }: PostedForm, petitionId: string, now: Date): Promise<string | null> {
  const worked = await readWork(values.get(WORK_FIELD) ?? '', petitionId, now);
  if (worked) return worked;
  const { nonce, state } = readTicketOf(values, petitionId, now);
  return state === 'good' ? nonce : null;
}

/** The ticket of a form that was sent before its time; it goes on to hold, so that nobody waits twice. */
export function earlyTicket({ values }: PostedForm, petitionId: string, now: Date): string | null {
  return readTicketOf(values, petitionId, now).state === 'early' ? (values.get(TICKET_FIELD) ?? null) : null;
}

const readTicketOf = (values: PostedForm['values'], petitionId: string, now: Date): ReadTicket =>
  readPetitionTicket(values.get(TICKET_FIELD) ?? '', petitionId, now);
