/**
 * Every limit on visitors, in one place: doors keep them, and `/about/count` publishes them from here. A source is an
 * IPv4 address, an IPv6 network of 64 bits, or a circuit of our onion service (source.ts).
 */

export interface Limit {
  /** How many are let through in one window of a source. */
  readonly most: number;
  /** The window's length in seconds. It begins with a source's first request. */
  readonly seconds: number;
}

/** Forms for signing: beyond this a source is asked for proof that it takes its time (safety.md SA-02). */
export const SIGN_FREELY: Limit = { most: 5, seconds: 300 };

/** Forms for signing: beyond this a source is refused for the rest of the window (SA-02). */
export const SIGN_AT_MOST: Limit = { most: 100, seconds: 300 };

/** A circuit carries one person's visit, so that there is no crowd behind it to be spared (SA-03). */
export const CIRCUIT_AT_MOST: Limit = { most: 10, seconds: 300 };

/** All circuits together: beyond this each is asked for proof. None is refused for what others do (SA-03). */
export const ONION_FREELY: Limit = { most: 120, seconds: 60 };

/** Links that lead nowhere: whoever asks for more than this guesses (VE-05). */
export const MISSES_AT_MOST: Limit = { most: 60, seconds: 60 };

/** Requests to the public JSON (AP-04). */
export const API_AT_MOST: Limit = { most: 300, seconds: 300 };

/** Streams of a count that are open at once: beyond this a source asks for the number instead, and loses nothing by it. */
export const STREAMS_AT_MOST = 100;

/** In seconds: how old a form ticket is at least and at most (SA-07). */
export const TICKET_FROM = 2;
export const TICKET_UNTIL = 2 * 3_600;

/** In seconds: how old the page of a confirmation is at least when its button is pressed (VE-02). */
export const CONFIRMATION_FROM = 1;

/** In seconds: as long as the link itself, so that a page left open still works. */
export const CONFIRMATION_UNTIL = 7 * 24 * 3_600;

/** In seconds: how long a proof of work is taken after it was asked for (SA-06). */
export const WORK_UNTIL = 20 * 60;

/**
 * Those who wait instead of working have a bucket of their own (SA-07): the more of them come from one source within
 * {@link SIGN_AT_MOST}'s window, the longer each waits, in seconds. Nobody is locked out.
 */
export const WAITS: readonly { readonly from: number; readonly seconds: number }[] = [
  { from: 60, seconds: 30 },
  { from: 20, seconds: 10 },
  { from: 0, seconds: TICKET_FROM },
];
