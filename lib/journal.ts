import pino from 'pino';
import { once } from '@/db/once.ts';
import { detailOf, rootOf } from './fault.ts';

/**
 * The only fields that operations may write down. Anything else is dropped before it is formatted: no
 * address, name, token, URL, user agent or network address can slip into a log by being passed along.
 */
const ALLOWED = [
  'count',
  'milliseconds',
  'kind',
  'fault',
  'code',
  'constraint',
  'tries',
  'batch',
  'petition',
  'port',
  'where',
  'size',
] as const;

export type Fields = { readonly [name in (typeof ALLOWED)[number]]?: string | number | undefined };

const writer = () =>
  once('journal', () =>
    pino(
      { base: null, level: process.env.LOG_LEVEL ?? 'info', timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination(2),
    ),
  );

function allow(fields: Fields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const name of ALLOWED) {
    const value = fields[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

export const noteEvent = (event: string, fields: Fields = {}): void => writer().info(allow(fields), event);
export const warnOf = (event: string, fields: Fields = {}): void => writer().warn(allow(fields), event);

/** A fault as names and code places only. Messages of faults quote what people typed. */
export function noteFault(event: string, fault: unknown, fields: Fields = {}): void {
  const root = rootOf(fault);
  writer().error(
    allow({
      ...fields,
      fault: root.name,
      code: detailOf(root, 'code'),
      constraint: detailOf(root, 'constraint_name'),
      where: placeOf(fault),
    }),
    event,
  );
}

function placeOf(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  return fault.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .map((line) => line.trim())
    .join(' < ');
}
