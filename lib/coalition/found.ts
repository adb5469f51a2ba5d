import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import type { Account } from '../access/accounts.ts';
import { recordAudit } from '../audit.ts';
import type { PostedForm } from '../form.ts';
import { type Problem, readFields, type Typed } from './fields.ts';
import { LONGEST_SLUG, readSlug } from './slug.ts';

export interface Founding {
  readonly slug: string;
  readonly name: LocalText;
}

/** Reads the form that founds a coalition. What is typed comes back either way. */
export function readFounding(form: PostedForm): { typed: Typed; founding: Founding; problems: readonly Problem[] } {
  const { problems, texts, typed } = readFields(
    form,
    [{ name: 'name', longest: 100, missing: 'coalition.name.missing' }],
    [{ name: 'slug', longest: LONGEST_SLUG }],
  );
  const { problem, slug } = readSlug(typed.slug ?? '', texts.name);
  const isSlugAsked = problem !== null && !problems.some(({ key }) => key === 'coalition.name.missing');
  return { typed, founding: { slug, name: texts.name }, problems: isSlugAsked ? [...problems, problem] : problems };
}

/** A new coalition whose first owner is the one who founds it. */
export async function foundCoalition(
  account: Account,
  { name, slug }: Founding,
  now: Date,
): Promise<'founded' | 'slug-taken' | 'not-allowed'> {
  if (!account.mayFound) return 'not-allowed';
  return database().transaction(async (tx) => {
    const [coalition] = await tx
      .insert(schema.coalitions)
      .values({ slug, name, createdAt: now })
      .onConflictDoNothing({ target: schema.coalitions.slug })
      .returning({ id: schema.coalitions.id });
    if (!coalition) return 'slug-taken';
    const coalitionId = coalition.id;
    const founder = { accountId: account.id, coalitionId, role: 'owner', joinedAt: now, roleSince: now } as const;
    await tx.insert(schema.members).values(founder);
    const record = { actor: account.id, act: 'coalition-founded', subject: { coalition: slug }, coalitionId } as const;
    await recordAudit(tx, record, now);
    return 'founded';
  });
}
