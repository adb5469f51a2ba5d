import { eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { recordAudit } from '../audit.ts';
import type { PostedForm } from '../form.ts';
import type { Member } from '../team/members.ts';
import { MARK, markOf, mergeText, readFields, type Typed, typedOf } from './fields.ts';

export interface Description {
  readonly name: LocalText;
  readonly about: LocalText;
}

/** Reads name and description, of a coalition or of a partner. */
export const readDescription = (form: PostedForm) => ({
  ...readFields(
    form,
    [
      { name: 'name', longest: 100, missing: 'coalition.name.missing' },
      { name: 'about', longest: 1_000 },
    ],
    [],
  ),
  mark: form.values.get(MARK) ?? '',
});

export const typedDescription = ({ about, name }: Description): Typed => typedOf({ name, about });

export async function findDescription(member: Member): Promise<Description> {
  const [row] = await database()
    .select({ name: schema.coalitions.name, about: schema.coalitions.about })
    .from(schema.coalitions)
    .where(eq(schema.coalitions.id, member.coalition.id));
  return row ?? { name: {}, about: {} };
}

/** Saves what the coalition says of itself, unless it changed since `mark` was taken. */
export async function describeCoalition(
  member: Member,
  wish: Description,
  mark: string,
  now: Date,
): Promise<'saved' | 'stale'> {
  const { id, slug } = member.coalition;
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(schema.coalitions).where(eq(schema.coalitions.id, id)).for('no key update');
    if (!row || markOf(typedDescription(row)) !== mark) return 'stale';
    const name = mergeText(row.name, wish.name);
    await tx
      .update(schema.coalitions)
      .set({ name, about: mergeText(row.about, wish.about) })
      .where(eq(schema.coalitions.id, id));
    const record = { actor: member.accountId, act: 'coalition-described', subject: { coalition: slug } } as const;
    await recordAudit(tx, { ...record, coalitionId: id }, now);
    return 'saved';
  });
}
