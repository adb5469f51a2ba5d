import {
  DEEPEST,
  PETITIONS_PER_PAGE,
  type PetitionQuery,
  petitionOrders,
  petitionStates,
  readOrder,
  readState,
} from '@/lib/petition/list.ts';
import { LONGEST_QUESTION } from '@/lib/petition/search.ts';

/** A page of the public JSON is this large at most (safety.md AP-04). */
export const LARGEST_PAGE = 100;

type Read = { readonly query: PetitionQuery } | { readonly errors: Readonly<Record<string, string>> };

/** Reads the list's parameters. A machine is told what it got wrong, where a visitor is given what makes sense. */
export function readListQuery(parameters: URLSearchParams): Read {
  const errors: Record<string, string> = {};
  const words = (parameters.get('q') ?? '').trim();
  if (words.length > LONGEST_QUESTION) errors.q = `must be ${LONGEST_QUESTION} characters or fewer`;
  if (words.includes('\0')) errors.q = 'must not contain NUL';
  const state = parameters.get('state');
  if (state !== null && !readState(state)) errors.state = `must be one of ${petitionStates.join(', ')}`;
  const order = parameters.get('sort');
  if (order !== null && !readOrder(order)) errors.sort = `must be one of ${petitionOrders.join(', ')}`;
  const perPage = readWhole(parameters.get('per_page') ?? String(PETITIONS_PER_PAGE));
  if (!(perPage >= 1 && perPage <= LARGEST_PAGE)) errors.per_page = `must be a whole number from 1 to ${LARGEST_PAGE}`;
  const page = readWhole(parameters.get('page') ?? '1');
  const last = Math.floor(DEEPEST / (errors.per_page ? PETITIONS_PER_PAGE : perPage));
  if (!(page >= 1 && page <= last)) errors.page = `must be a whole number from 1 to ${last}`;
  if (Object.keys(errors).length > 0) return { errors };
  return { query: { words, state: readState(state), order: readOrder(order) ?? 'newest', page, perPage } };
}

/** NaN for what is no whole number in plain digits. */
const readWhole = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);
