import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { ExportKind } from '@/lib/export/kinds.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { sealForTeam } from '@/lib/keys/account-keys.ts';
import { petitionKeys } from '@/lib/keys/petition-keys.ts';
import { seal } from '@/lib/keys/seal.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import type { Member } from '@/lib/team/members.ts';
import type { Role } from '@/lib/team/rules.ts';
import { makeMember } from './members.ts';
import { plantDeadLetters } from './outbox.ts';
import { draftPetition, draftVersion, endorse } from './petitions.ts';
import { plantSigned } from './planted.ts';
import { makeAgePair, wrapFor } from './sealing.ts';

/** A coalition with one of everything, so that every page of its panel has something to show. */
export interface Panel {
  readonly coalitionId: string;
  readonly slug: string;
  readonly campaignId: string;
  readonly petitionId: string;
  /** Lead first. The member with the role "partner" speaks for the lead. */
  readonly partnerIds: readonly string[];
  readonly members: Readonly<Record<Role, Member>>;
  readonly secondOwner: Member;
  /** A member of another partner of the same coalition. */
  readonly otherPartner: Member;
  /** Ids of what paths name; each is there. */
  readonly line: string;
  readonly update: string;
  readonly code: string;
  readonly invitation: string;
  readonly run: string;
  /** A sealing key that waits for the second owner; the owners hold it. */
  readonly key: string;
  /** A hand-over that is planned. */
  readonly delivery: string;
  /** Stands in the coalition's name and in its petition's title: who reads it has seen something. */
  readonly secret: string;
}

const roles = ['owner', 'editor', 'translator', 'moderator', 'analyst', 'partner'] as const;

export async function makePanel(language: Locale = 'en'): Promise<Panel> {
  const secret = `Secret-${randomBytes(6).toString('hex')}`;
  const draft = await draftPetition({ title: `${secret} petition`, partners: 3 });
  const { campaignId, coalitionId, partnerIds, petitionId, slug, versionId } = draft;
  await database().execute(
    sql`update coalitions set name = jsonb_build_object('en', ${secret}::text) where id = ${coalitionId}`,
  );
  await endorse(versionId, partnerIds);
  const outcome = await publishVersion(versionId, 'command', await currentTime());
  if (outcome !== 'published') throw new Error(`The petition was not published: ${outcome}.`);
  await draftVersion(petitionId, 2, `${secret} petition, anew`);
  const member = (role: Role, partner = 0) =>
    makeMember({
      coalitionId,
      role,
      language,
      name: `${secret} ${role}`,
      ...(role === 'partner' ? { partnerId: partnerIds[partner] ?? '' } : {}),
    });
  const made = await Promise.all(roles.map(async (role) => [role, await member(role)] as const));
  // The cast holds because every role is in the list.
  const members = Object.fromEntries(made) as Record<Role, Member>;
  await database()
    .insert(schema.coalitionLogos)
    .values({ coalitionId, png: Buffer.from(SMALLEST_PNG, 'base64') });
  const secondOwner = await member('owner');
  await plantSigned(petitionId, { count: 3, consents: ['updates', 'deliver'], partnerId: partnerIds[0] ?? null });
  return {
    ...{ coalitionId, slug, campaignId, petitionId, partnerIds, members, secret },
    secondOwner,
    otherPartner: await member('partner', 1),
    line: await makeLine(campaignId),
    update: await makeUpdate(petitionId, secret),
    code: await makeCode(petitionId, partnerIds[0] ?? ''),
    invitation: await makeInvitation(coalitionId, members.owner),
    run: await makeRun(petitionId, members.owner),
    key: await makeKey(petitionId, members.owner, secondOwner),
    delivery: await makeDelivery(petitionId, members.owner, secret),
  };
}

async function makeLine(campaignId: string): Promise<string> {
  const words = { en: 'Said once.' };
  const [row] = await database()
    .insert(schema.recordLines)
    .values({ campaignId, happenedOn: '2022-10-31', who: words, form: 'spoken', summary: words, source: words })
    .returning();
  return row?.id ?? '';
}

async function makeUpdate(petitionId: string, secret: string): Promise<string> {
  const [row] = await database().insert(schema.updates).values({ petitionId }).returning();
  const updateId = row?.id ?? '';
  await database()
    .insert(schema.updateTexts)
    .values({ updateId, language: 'en', title: `${secret} news`, body: 'News.' });
  return updateId;
}

async function makeCode(petitionId: string, partnerId: string): Promise<string> {
  const code = randomBytes(5).toString('hex');
  await database().insert(schema.shareLinks).values({ code, petitionId, partnerId, channel: 'link' });
  return code;
}

async function makeInvitation(coalitionId: string, owner: Member): Promise<string> {
  const id = randomUUID();
  const mailbox = `invited-${id}@example.org`;
  await database()
    .insert(schema.invitations)
    .values({
      id,
      coalitionId,
      role: 'editor',
      invitedBy: owner.accountId,
      tokenHash: randomBytes(32),
      addressKey: randomBytes(32),
      sealed: await sealForTeam(JSON.stringify({ mailbox, canonical: mailbox }), `invitation/${id}`),
      expiresAt: new Date(Date.now() + 86_400_000),
    });
  return id;
}

/** A run that has looked for signatures and found none; what it looked for is sealed as the room seals it. */
async function makeRun(petitionId: string, { accountId }: Member): Promise<string> {
  const id = randomUUID();
  const pattern = {
    from: '',
    until: '',
    partner: '',
    share: '',
    country: 'FR',
    domain: '',
    name: '',
    nameIs: 'contains',
  };
  const sealedPattern = seal((await petitionKeys(petitionId)).data, JSON.stringify(pattern), `invalidation/${id}`);
  const lookedAt = await currentTime();
  await database()
    .insert(schema.invalidationRuns)
    .values({ id, petitionId, sealedPattern, reason: 'bot', startedBy: accountId, looked: 3, lookedAt });
  return id;
}

/** Made by the second owner, so that the first can decide. */
async function makeKey(petitionId: string, owner: Member, secondOwner: Member): Promise<string> {
  const [{ identity, recipient }, own] = await Promise.all([makeAgePair(), makeAgePair()]);
  const wrapped = await wrapFor(identity, [own.recipient]);
  const madeBy = secondOwner.accountId;
  const madeAt = await currentTime();
  const [row] = await database()
    .insert(schema.sealingKeys)
    .values({ petitionId, recipient, wrapped, madeBy, madeAt })
    .returning({ id: schema.sealingKeys.id });
  const keyId = row?.id ?? '';
  for (const { accountId } of [owner, secondOwner])
    await database().insert(schema.sealingKeyHolders).values({ keyId, accountId, recipient: own.recipient });
  return keyId;
}

async function makeDelivery(petitionId: string, { accountId }: Member, secret: string): Promise<string> {
  const addressee = { en: `${secret} registry` };
  const [row] = await database()
    .insert(schema.deliveries)
    .values({ petitionId, addressee, place: {}, note: {}, createdBy: accountId, createdAt: await currentTime() })
    .returning();
  return row?.id ?? '';
}

/** The same, handed over: what a page of its answer needs. */
async function makeHandedOver(panel: Panel): Promise<string> {
  const id = await makeDelivery(panel.petitionId, panel.members.owner, panel.secret);
  await database().execute(sql`
    update deliveries set handed_over_on = current_date, count = 3,
      number = (select coalesce(max(number), 0) + 1 from deliveries where petition_id = ${panel.petitionId})
    where id = ${id}`);
  return id;
}

/** A pack of the panel's delivery that waits to be made. */
async function makePack(panel: Panel, by: Member): Promise<string> {
  const exportId = await makeExport(panel, { by, kind: 'pack', people: 0 });
  await database().insert(schema.deliveryPacks).values({ exportId, deliveryId: panel.delivery });
  return exportId;
}

interface ExportWish {
  readonly by: Member;
  readonly kind: ExportKind;
  readonly people: number;
}

/** A list that was asked for: of more than a hundred people it waits, else it lies ready. */
export async function makeExport({ petitionId }: Panel, { by, kind, people }: ExportWish): Promise<string> {
  const askedAt = await currentTime();
  const expiresAt = new Date(askedAt.getTime() + 600_000);
  const { accountId: askedBy, partnerId } = by;
  const [row] = await database()
    .insert(schema.exports)
    .values({ petitionId, kind, partnerId, askedBy, askedAt, people, expiresAt })
    .returning();
  return row?.id ?? '';
}

/** Dead letters of the panel's petition for every reason there is, and one to a person of a team. */
export async function plantDeaths({ petitionId }: Panel): Promise<void> {
  await plantDeadLetters(petitionId, 'validation_error', 'confirm-signature', 3);
  await plantDeadLetters(petitionId, 'validation_error', 'thanks', 1);
  await plantDeadLetters(petitionId, 'invalid_from_address', 'update', 2);
  await plantDeadLetters(petitionId, 'invalid_idempotent_request', 'confirm-signature', 1);
  await plantDeadLetters(petitionId, 'tried_for_23_hours', 'reminder', 5);
  await plantDeadLetters(petitionId, 'method_not_allowed', 'withdrawn', 1);
  await plantDeadLetters(null, 'validation_error', 'invitation', 1);
}

/** One pixel. */
const SMALLEST_PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What stands in a path's brackets for a member who goes there. A new name in a path needs its line here. */
const values: Readonly<Record<string, (panel: Panel, member: Member, route: string) => string | Promise<string>>> = {
  coalition: ({ slug }) => slug,
  campaign: ({ slug }) => slug,
  petition: ({ slug }) => slug,
  partner: () => 'partner-1',
  version: (_, __, route) => (/publication|endorsement/.test(route) ? '2' : '1'),
  line: ({ line }) => line,
  update: ({ update }) => update,
  code: ({ code }) => code,
  invitation: ({ invitation }) => invitation,
  run: ({ run }) => run,
  key: ({ key }) => key,
  delivery: (panel, _, route) => (route.includes('answer') ? makeHandedOver(panel) : panel.delivery),
  pack: (panel, member) => makePack(panel, member),
  // An owner looks after colleagues; everybody else may leave.
  member: ({ members }, member) => (member.role === 'owner' ? members.editor.id : member.id),
  export: (panel, member, route) =>
    route.includes('approval')
      ? makeExport(panel, { by: panel.secondOwner, kind: 'followers', people: 101 })
      : makeExport(panel, { by: member, kind: 'daily-numbers', people: 0 }),
};

export const namesIn = (route: string): string[] => [...route.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name);

/** The path of a route in this panel, as this member would go there. */
export async function fillPath(route: string, panel: Panel, member: Member): Promise<string> {
  let path = route;
  for (const name of namesIn(route)) {
    const value = values[name];
    if (!value) throw new Error(`No path can be made of ${route}: e2e/support/panel.ts has no value for [${name}].`);
    path = path.replace(`[${name}]`, await value(panel, member, route));
  }
  // A translator writes translations; the source is not theirs.
  return member.role === 'translator' && route.endsWith('/text') ? `${path}?language=ar` : path;
}

/** The same path with one of its names taken from another panel. */
export async function swapName(
  route: string,
  name: string,
  panel: Panel,
  other: Panel,
  member: Member,
): Promise<string> {
  let path = route;
  for (const one of namesIn(route)) {
    const from = one === name ? other : panel;
    const as = one === name ? other.members[member.role] : member;
    path = path.replace(`[${one}]`, (await values[one]?.(from, as, route)) ?? '');
  }
  return path;
}
