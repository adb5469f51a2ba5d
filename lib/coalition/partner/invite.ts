import { eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { readAddress } from '../../address/address.ts';
import { recordAudit } from '../../audit.ts';
import type { PostedForm } from '../../form.ts';
import { type Locale, readLocale } from '../../i18n/locales.ts';
import { accountAddressKey } from '../../keys/account-keys.ts';
import { type InvitationRefusal, lockAddress, writeInvitation } from '../../team/invitations.ts';
import type { Member } from '../../team/members.ts';
import type { Description } from '../describe.ts';
import { type Problem, readFields } from '../fields.ts';
import { LONGEST_SLUG, readSlug } from '../slug.ts';

export interface PartnerWish extends Description {
  readonly slug: string;
  /** Of the person who is to speak for it. */
  readonly typedAddress: string;
  /** Of the letter to that person. */
  readonly language: Locale;
}

/** Reads the form that invites a partner. What is typed comes back either way. */
export function readPartnerWish(form: PostedForm, preferred: Locale) {
  const { problems, texts, typed } = readFields(
    form,
    [
      { name: 'name', longest: 100, missing: 'coalition.name.missing' },
      { name: 'about', longest: 1_000 },
    ],
    [
      { name: 'slug', longest: LONGEST_SLUG },
      { name: 'address', longest: 320 },
      { name: 'language', longest: 3 },
    ],
  );
  const { problem, slug } = readSlug(typed.slug ?? '', texts.name);
  const typedAddress = typed.address ?? '';
  const address = readAddress(typedAddress);
  const all: Problem[] = [...problems];
  if (problem && !problems.some(({ key }) => key === 'coalition.name.missing')) all.push(problem);
  if (typeof address === 'string') all.push(addressProblem(address));
  const language = readLocale(typed.language ?? '') ?? preferred;
  const wish: PartnerWish = { ...texts, slug, typedAddress, language };
  return { typed, wish, problems: all };
}

export const addressProblem = (problem: InvitationRefusal): Problem => ({
  field: 'address',
  key: `member.address.${problem}`,
});

/** A partner that is asked to join: it stands on no public page before somebody accepts for it. */
export async function invitePartner(
  member: Member,
  wish: PartnerWish,
  now: Date,
): Promise<'invited' | 'slug-taken' | InvitationRefusal> {
  const address = readAddress(wish.typedAddress);
  if (typeof address === 'string') return address;
  const addressKey = await accountAddressKey(address.canonical);
  return database().transaction(async (tx) => {
    // Before the partner's row is written: an answer from this address takes the two in the same order.
    await lockAddress(tx, addressKey);
    const partnerId = await insertPartner(tx, member, wish);
    if (!partnerId) return 'slug-taken';
    const { language, typedAddress } = wish;
    const place = { coalitionId: member.coalition.id, role: 'partner', partnerId } as const;
    const { outcome } = await writeInvitation(
      tx,
      { ...place, typedAddress, language, invitedBy: member.accountId },
      now,
    );
    if (outcome !== 'invited') {
      await tx.delete(schema.partners).where(eq(schema.partners.id, partnerId));
      return outcome;
    }
    const record = { actor: member.accountId, act: 'partner-invited', subject: { partner: partnerId } } as const;
    await recordAudit(tx, { ...record, coalitionId: member.coalition.id }, now);
    return 'invited';
  });
}

async function insertPartner(tx: Transaction, { coalition }: Member, wish: PartnerWish): Promise<string | null> {
  const { about, name, slug } = wish;
  const [row] = await tx
    .insert(schema.partners)
    .values({ coalitionId: coalition.id, slug, name, about, joinedAt: null })
    .onConflictDoNothing({ target: [schema.partners.coalitionId, schema.partners.slug] })
    .returning({ id: schema.partners.id });
  return row?.id ?? null;
}
