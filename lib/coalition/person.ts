import { and, eq } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { readAddress } from '../address/address.ts';
import type { PostedForm } from '../form.ts';
import { type Locale, readLocale } from '../i18n/locales.ts';
import { type InvitationRefusal, inviteMember } from '../team/invitations.ts';
import type { Member } from '../team/members.ts';
import type { RoleWish } from '../team/roles.ts';
import { roles } from '../team/rules.ts';
import { type Problem, readFields, type Typed } from './fields.ts';
import { addressProblem } from './partner/invite.ts';

const { partners } = schema;

const roleFields = [
  { name: 'role', longest: 20 },
  { name: 'partner', longest: 60 },
];

export interface ReadRole {
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  readonly wish: RoleWish | null;
}

/** Reads a role, and for partner members the partner of this coalition that they are to speak for. */
export async function readRole(member: Member, form: PostedForm): Promise<ReadRole> {
  // A partner's member brings colleagues of its own partner: there is nothing to choose.
  if (member.role === 'partner')
    return { typed: {}, problems: [], wish: { role: 'partner', partnerId: member.partnerId } };
  const { problems, typed } = readFields(form, [], roleFields);
  const role = roles.find((one) => one === typed.role);
  if (problems.length > 0) return { typed, problems, wish: null };
  if (!role) return { typed, problems: [{ field: 'role', key: 'member.role.missing' }], wish: null };
  if (role !== 'partner') return { typed, problems, wish: { role, partnerId: null } };
  const partnerId = await findPartnerId(member, typed.partner ?? '');
  if (partnerId) return { typed, problems, wish: { role, partnerId } };
  return { typed, problems: [{ field: 'partner', key: 'member.partner.missing' }], wish: null };
}

/** A partner that has not left after joining; one that declined may be asked again. */
async function findPartnerId({ coalition }: Member, slug: string): Promise<string | null> {
  const [row] = await database()
    .select()
    .from(partners)
    .where(and(eq(partners.slug, slug), eq(partners.coalitionId, coalition.id)));
  return row && !(row.joinedAt && row.leftAt) ? row.id : null;
}

export interface PersonWish extends RoleWish {
  readonly typedAddress: string;
  readonly language: Locale;
}

/** Reads the form that invites a person. `wish` is null as long as there are problems. */
export async function readInviteForm(member: Member, form: PostedForm, preferred: Locale) {
  const place = await readRole(member, form);
  const person = readFields(
    form,
    [],
    [
      { name: 'address', longest: 320 },
      { name: 'language', longest: 3 },
    ],
  );
  const typedAddress = person.typed.address ?? '';
  const address = readAddress(typedAddress);
  const problems = [...person.problems, ...place.problems];
  if (typeof address === 'string') problems.unshift(addressProblem(address));
  const typed: Typed = { ...place.typed, ...person.typed };
  const language = readLocale(typed.language ?? '') ?? preferred;
  const wish: PersonWish | null =
    problems.length === 0 && place.wish ? { ...place.wish, typedAddress, language } : null;
  return { typed, problems, wish };
}

/** A letter to somebody who is to work here. */
export async function sendInvitation(
  { accountId, coalition }: Member,
  wish: PersonWish,
  now: Date,
): Promise<'invited' | InvitationRefusal> {
  return (await inviteMember({ ...wish, coalitionId: coalition.id, invitedBy: accountId }, now)).outcome;
}
