import { and, desc, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { namesOf } from '../access/accounts.ts';
import { type AuditAct, recordAudit } from '../audit.ts';
import type { TypedWords } from '../team/answers.ts';
import type { Member } from '../team/members.ts';
import type { Role } from '../team/rules.ts';

export const switches = ['signing', 'letters', 'banner'] as const;
export type Switch = (typeof switches)[number];

/** In characters, for each language. */
export const LONGEST_BANNER = 300;

/** Pausing signing hurts nobody for long; the others speak in everybody's name, or hold letters back. */
const mayTurn: Readonly<Record<Switch, readonly Role[]>> = {
  signing: ['owner', 'moderator'],
  letters: ['owner'],
  banner: ['owner'],
};

export const mayTurnSwitch = (name: Switch, role: Role): boolean => mayTurn[name].includes(role);

export interface SwitchState {
  readonly isOn: boolean;
  /** Null where it is off. */
  readonly since: Date | null;
  readonly by: string | null;
}

export type SwitchBoard = Readonly<Record<Switch, SwitchState>> & { readonly words: LocalText | null };

const { auditRecords, coalitions } = schema;

/** What is switched on, by whom and since when. */
export async function readSwitches({ coalition }: Member): Promise<SwitchBoard> {
  const [row] = await database().select().from(coalitions).where(eq(coalitions.id, coalition.id));
  const stateOf = async (isOn: boolean, act: AuditAct): Promise<SwitchState> => {
    const last = isOn ? await lastAct(coalition.id, act) : undefined;
    const by = last ? ((await namesOf([last.actor])).get(last.actor) ?? null) : null;
    return { isOn, since: last?.at ?? null, by };
  };
  return {
    signing: await stateOf(row?.signingPausedAt != null, 'signing-paused'),
    letters: await stateOf(row?.lettersPausedAt != null, 'letters-paused'),
    banner: await stateOf(row?.banner != null, 'banner-set'),
    words: row?.banner ?? null,
  };
}

async function lastAct(coalitionId: string, act: AuditAct) {
  const [last] = await database()
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.coalitionId, coalitionId), eq(auditRecords.act, act)))
    .orderBy(desc(auditRecords.id))
    .limit(1);
  return last;
}

export type SwitchOutcome = 'turned' | 'as-it-was' | 'forbidden';

/** Pauses signing or letters of all petitions of the coalition. */
export const pause = (name: 'signing' | 'letters', member: Member, now: Date): Promise<SwitchOutcome> =>
  turn(name, member, { act: `${name}-paused`, isOn: true, set: { [columns[name]]: now } }, now);

/** And lets them go on. Letters that waited leave then, in the order they came in. */
export const resume = (name: 'signing' | 'letters', member: Member, now: Date): Promise<SwitchOutcome> =>
  turn(name, member, { act: `${name}-resumed`, isOn: false, set: { [columns[name]]: null } }, now);

/** Puts words above every public page of the coalition's petitions, or other words in place of those. */
export const setBanner = (words: TypedWords, member: Member, now: Date): Promise<SwitchOutcome> =>
  turn('banner', member, { act: 'banner-set', isOn: true, set: { banner: words } }, now);

export const removeBanner = (member: Member, now: Date): Promise<SwitchOutcome> =>
  turn('banner', member, { act: 'banner-removed', isOn: false, set: { banner: null } }, now);

const columns = { signing: 'signingPausedAt', letters: 'lettersPausedAt' } as const;

interface Turn {
  readonly act: AuditAct;
  readonly isOn: boolean;
  readonly set: Partial<typeof coalitions.$inferInsert>;
}

async function turn(name: Switch, member: Member, { act, isOn, set }: Turn, now: Date): Promise<SwitchOutcome> {
  if (!mayTurnSwitch(name, member.role)) return 'forbidden';
  const { accountId, coalition } = member;
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(coalitions).where(eq(coalitions.id, coalition.id)).for('update');
    const was = name === 'banner' ? row?.banner : row?.[columns[name]];
    // Another banner is a change; another pause is none.
    if (isOn === (was != null) && !(isOn && name === 'banner')) return 'as-it-was';
    await tx.update(coalitions).set(set).where(eq(coalitions.id, coalition.id));
    await recordAudit(tx, { actor: accountId, act, subject: {}, coalitionId: coalition.id }, now);
    return 'turned';
  });
}
