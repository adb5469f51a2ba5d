import { settings } from '@/lib/env.ts';
import { PER_DAY, PER_MONTH, PER_PETITION_AND_DAY } from '@/lib/mail/caps.ts';
import { LETTERS_PER_DOMAIN_AND_MINUTE } from '@/lib/mail/domain-pace.ts';
import {
  API_AT_MOST,
  CIRCUIT_AT_MOST,
  MISSES_AT_MOST,
  ONION_FREELY,
  SIGN_AT_MOST,
  SIGN_FREELY,
  STREAMS_AT_MOST,
  TICKET_FROM,
} from '@/lib/rate-limit/limits.ts';

/** What `/about/count` says of our limits: the numbers that are kept, and no others. */
export const publishedLimits = () => ({
  perPetition: PER_PETITION_AND_DAY,
  perDay: PER_DAY,
  perMonth: PER_MONTH,
  perDomain: LETTERS_PER_DOMAIN_AND_MINUTE,
  minutes: SIGN_FREELY.seconds / 60,
  free: SIGN_FREELY.most,
  most: SIGN_AT_MOST.most,
  wait: TICKET_FROM,
  circuit: CIRCUIT_AT_MOST.most,
  onion: ONION_FREELY.most,
  brake: settings().SIGNING_BRAKE,
  misses: MISSES_AT_MOST.most,
  api: API_AT_MOST.most,
  streams: STREAMS_AT_MOST,
});
