import { CONFIRMATION_FROM } from './limits.ts';
import { readLinkTicket, type TicketState } from './ticket.ts';

/**
 * Reads the ticket of a confirmation. One that is a moment too young is waited for, a second at most: whoever is quick
 * with box and button sees no error, and still nothing is confirmed sooner (VE-02).
 */
export async function awaitLinkTicket(ticket: string, token: string, now: Date): Promise<TicketState> {
  if (readLinkTicket(ticket, token, now) !== 'early') return readLinkTicket(ticket, token, now);
  const pause = CONFIRMATION_FROM * 1_000;
  await new Promise((resolve) => setTimeout(resolve, pause));
  return readLinkTicket(ticket, token, new Date(now.getTime() + pause));
}
