import { and, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { namesOf } from '../access/accounts.ts';
import { type AuditAct, auditActs } from '../audit.ts';
import type { Member } from '../team/members.ts';
import { type AuditGroup, actsIn, auditGroups } from './groups.ts';

const { auditRecords, members } = schema;

/** What an owner looks for. Everything in it is one of a few known things, or nothing. */
export interface AuditFilter {
  /** An account's id, "command" or "worker". */
  readonly person: string;
  readonly group: AuditGroup | '';
  /** Days in UTC, both included. */
  readonly from: string;
  readonly to: string;
  /** Records older than this one; empty begins with the newest. */
  readonly before: string;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly act: AuditAct;
  readonly subject: { readonly [name: string]: string | number };
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Where the next page begins; empty when this is the last. */
  readonly older: string;
}

const isDay = (typed: string): boolean =>
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(typed) &&
  !Number.isNaN(Date.parse(typed)) &&
  new Date(typed).toISOString().startsWith(typed);

/** Reads the filter out of a page's address; what it does not know is as good as not there. */
export function readAuditFilter(asked: URLSearchParams): AuditFilter {
  const get = (name: string) => asked.get(name) ?? '';
  return {
    person: /^([0-9a-f-]{36}|command|worker)$/.test(get('person')) ? get('person') : '',
    group: auditGroups.find((group) => group === get('group')) ?? '',
    from: isDay(get('from')) ? get('from') : '',
    to: isDay(get('to')) ? get('to') : '',
    before: /^[0-9]{1,18}$/.test(get('before')) ? get('before') : '',
  };
}

export const emptyFilter: AuditFilter = { person: '', group: '', from: '', to: '', before: '' };

const PAGE = 50;

/** The records of the member's coalition, the newest first. */
export const readAudit = ({ coalition }: Member, filter: AuditFilter): Promise<AuditPage> =>
  readPage(eq(auditRecords.coalitionId, coalition.id), filter);

/** What was done with an account: second factor, codes, sessions, also by the operator. Nobody else reads it. */
export const readOwnAudit = (accountId: string, filter: AuditFilter): Promise<AuditPage> => {
  const isOwn = or(eq(auditRecords.actor, accountId), sql`subject->>'account' = ${accountId}`);
  return readPage(and(isNull(auditRecords.coalitionId), isOwn), filter);
};

async function readPage(whose: SQL | undefined, filter: AuditFilter): Promise<AuditPage> {
  const { before, from, group, person, to } = filter;
  const rows = await database()
    .select()
    .from(auditRecords)
    .where(
      and(
        whose,
        before ? lt(auditRecords.id, BigInt(before)) : undefined,
        person ? eq(auditRecords.actor, person) : undefined,
        group ? inArray(auditRecords.act, actsIn(group)) : undefined,
        from ? gte(auditRecords.at, sql`${from}::date::timestamp at time zone 'UTC'`) : undefined,
        to ? lt(auditRecords.at, sql`(${to}::date + 1)::timestamp at time zone 'UTC'`) : undefined,
      ),
    )
    .orderBy(desc(auditRecords.id))
    .limit(PAGE + 1);
  const entries = rows.slice(0, PAGE).flatMap(entryOf);
  return { entries, older: rows.length > PAGE ? String(rows[PAGE - 1]?.id ?? '') : '' };
}

/** A record of an act that this version does not know is passed over rather than shown as nothing. */
function entryOf(row: typeof auditRecords.$inferSelect): AuditEntry[] {
  const act = auditActs.find((known) => known === row.act);
  return act ? [{ ...row, id: String(row.id), act }] : [];
}

/** Everybody who has, or ever had, a place in the coalition. */
export async function listPeople({ coalition }: Member): Promise<{ accountId: string; name: string }[]> {
  const rows = await database()
    .selectDistinct({ accountId: members.accountId })
    .from(members)
    .where(eq(members.coalitionId, coalition.id));
  const names = await namesOf(rows.map(({ accountId }) => accountId));
  return [...names]
    .map(([accountId, name]) => ({ accountId, name }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.accountId.localeCompare(b.accountId));
}
