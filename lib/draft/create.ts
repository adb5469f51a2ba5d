import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { recordAudit } from '../audit.ts';
import type { PostedForm } from '../form.ts';
import { type Locale, readLocale } from '../i18n/locales.ts';
import type { Member } from '../team/members.ts';
import { findTeamCampaign } from '../team/places.ts';
import { isSlug } from '../urls.ts';
import { emptyDraft, hasUnseen, longest } from './fields.ts';
import { keepSave } from './history.ts';
import { LONGEST_SLUG, proposeSlug } from './slug.ts';

const { campaigns, partners, petitionDrafts, petitions } = schema;

/** What a new petition asks for first; its settings change it. */
const FIRST_GOALS = [1_000, 5_000, 10_000];

export const petitionFields = ['campaign', 'title', 'slug', 'language'] as const;
export type NewPetition = { readonly [name in (typeof petitionFields)[number]]: string };

export type NewPetitionProblem =
  | 'campaign.missing'
  | 'title.missing'
  | 'title.too-long'
  | 'title.unseen'
  | 'slug.missing'
  | 'slug.malformed'
  | 'slug.taken'
  | 'language.missing';
export type NewPetitionProblems = { readonly [name in keyof NewPetition]?: NewPetitionProblem };

export type CreateOutcome =
  | { readonly kind: 'created'; readonly slug: string }
  | { readonly kind: 'problems'; readonly problems: NewPetitionProblems };

export function readNewPetition(form: PostedForm): NewPetition {
  const typed = (name: string) => (form.values.get(name) ?? '').trim();
  return { campaign: typed('campaign'), title: typed('title'), slug: typed('slug'), language: typed('language') };
}

/** The campaigns that a petition of this coalition can belong to. */
export const listCampaigns = (member: Member): Promise<{ slug: string; title: LocalText }[]> =>
  database()
    .select({ slug: campaigns.slug, title: campaigns.title })
    .from(campaigns)
    .where(eq(campaigns.coalitionId, member.coalition.id))
    .orderBy(campaigns.slug);

/** Makes a petition that nobody sees yet, with the first words of its draft. */
export async function createPetition(member: Member, wish: NewPetition, now: Date): Promise<CreateOutcome> {
  const slug = wish.slug || proposeSlug(wish.title);
  const campaign = await findTeamCampaign(member, wish.campaign);
  const language = readLocale(wish.language);
  const problems = findProblems({ ...wish, slug });
  if (!campaign || !language || Object.keys(problems).length > 0)
    return { kind: 'problems', problems: { ...(campaign ? {} : { campaign: 'campaign.missing' }), ...problems } };
  return database().transaction(async (tx) => {
    const partnersNeeded = Math.max(2, await countPartners(member.coalition.id, tx));
    const row = { campaignId: campaign.id, slug, partnersNeeded, goalSteps: FIRST_GOALS, sourceLanguage: language };
    const [petition] = await tx
      .insert(petitions)
      .values({ ...row, changedAt: now })
      .onConflictDoNothing()
      .returning({ id: petitions.id });
    if (!petition) return { kind: 'problems', problems: { slug: 'slug.taken' } };
    await beginDraft(tx, petition.id, language, wish.title, member.accountId, now);
    const subject = { petition: petition.id, slug, title: wish.title };
    const record = {
      actor: member.accountId,
      act: 'petition-created',
      subject,
      coalitionId: member.coalition.id,
    } as const;
    await recordAudit(tx, record, now);
    return { kind: 'created', slug };
  });
}

function findProblems({ language, slug, title }: NewPetition): NewPetitionProblems {
  const problems: { -readonly [name in keyof NewPetition]?: NewPetitionProblem } = {};
  if (title === '') problems.title = 'title.missing';
  else if ([...title].length > longest.title) problems.title = 'title.too-long';
  else if (hasUnseen(title)) problems.title = 'title.unseen';
  if (slug === '' && title !== '') problems.slug = 'slug.missing';
  else if (slug !== '' && (!isSlug(slug) || slug.length > LONGEST_SLUG)) problems.slug = 'slug.malformed';
  if (!readLocale(language)) problems.language = 'language.missing';
  return problems;
}

async function beginDraft(
  tx: Transaction,
  petitionId: string,
  language: Locale,
  title: string,
  savedBy: string,
  savedAt: Date,
): Promise<void> {
  await tx.insert(petitionDrafts).values({ petitionId, language, title, savedBy, savedAt });
  const none = { language, revision: 0, fields: emptyDraft, followsRevision: null, savedAt: null, savedBy: null };
  await keepSave(tx, petitionId, none, { ...none, revision: 1, fields: { ...emptyDraft, title } }, savedBy, savedAt);
}

/** Partners that have joined and not left. */
export async function countPartners(
  coalitionId: string,
  reader: Pick<Transaction, 'select'> = database(),
): Promise<number> {
  const [row] = await reader
    .select({ partners: count() })
    .from(partners)
    .where(and(eq(partners.coalitionId, coalitionId), isNotNull(partners.joinedAt), isNull(partners.leftAt)));
  return row?.partners ?? 0;
}
