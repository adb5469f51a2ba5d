import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { type Locale, locales } from '../i18n/locales.ts';
import { canonicalText } from '../petition/canonical.ts';
import type { Member } from '../team/members.ts';
import { mayAct, mayRead } from '../team/rules.ts';
import { emptyDraft, textOf } from './fields.ts';
import { type Drafts, draftState, loadDrafts, readDrafts } from './read.ts';

const { campaigns, endorsements, partners, petitions, petitionTexts, petitionVersions } = schema;

export type Standing = 'draft' | 'waiting' | 'published' | 'closed' | 'archived';

/** What is to be done next for a petition; the first is the most pressing. */
export type NextStep =
  | { readonly kind: 'write' | 'complete' | 'translation-stale' | 'translation-incomplete'; readonly language: Locale }
  | { readonly kind: 'offer'; readonly version: number }
  | { readonly kind: 'endorse' | 'wait-lead' | 'publish' }
  | { readonly kind: 'wait'; readonly count: number }
  | { readonly kind: 'scheduled'; readonly at: Date };

export interface PetitionOverview {
  readonly slug: string;
  readonly title: string;
  readonly language: Locale;
  readonly campaign: LocalText;
  readonly standing: Standing;
  readonly steps: readonly NextStep[];
}

type PetitionRow = typeof petitions.$inferSelect;

/** Every petition of the member's coalition: where it stands, and what this member can do about it. */
export async function listOverview(member: Member, now: Date): Promise<PetitionOverview[]> {
  const rows = await database()
    .select({ petition: petitions, campaign: campaigns.title })
    .from(petitions)
    .innerJoin(campaigns, eq(campaigns.id, petitions.campaignId))
    .where(eq(campaigns.coalitionId, member.coalition.id))
    .orderBy(desc(petitions.changedAt));
  return Promise.all(
    rows.map(async ({ campaign, petition }) => {
      const [drafts, version] = [await loadDrafts(petition.id), await newestVersion(petition.id)];
      const waiting = version && !version.publishedAt ? version : null;
      const standing = standingOf(petition, waiting !== null, now);
      const steps =
        standing === 'archived' || standing === 'closed'
          ? []
          : [
              ...(waiting ? stepsOfVersion(member, petition, waiting) : []),
              ...(mayRead('/team/[coalition]/petitions/[petition]/text', member.role)
                ? await stepsOfText(member, petition.id, drafts, version?.version ?? 0)
                : []),
            ];
      const title = drafts.source.fields.title.trim();
      return { slug: petition.slug, title, language: drafts.sourceLanguage, campaign, standing, steps };
    }),
  );
}

function standingOf(petition: PetitionRow, isWaiting: boolean, now: Date): Standing {
  if (petition.archivedAt) return 'archived';
  if (!petition.publishedAt) return isWaiting ? 'waiting' : 'draft';
  const isClosed = petition.closedAt !== null || (petition.closesAt !== null && petition.closesAt <= now);
  return isClosed ? 'closed' : 'published';
}

interface Version {
  readonly id: string;
  readonly version: number;
  readonly publishedAt: Date | null;
  /** The partners that endorsed it and are still there. */
  readonly endorsedBy: readonly { readonly id: string; readonly isLead: boolean }[];
}

async function newestVersion(petitionId: string): Promise<Version | null> {
  const db = database();
  const [row] = await db
    .select()
    .from(petitionVersions)
    .where(eq(petitionVersions.petitionId, petitionId))
    .orderBy(desc(petitionVersions.version))
    .limit(1);
  if (!row) return null;
  const endorsedBy = await db
    .select({ id: partners.id, isLead: partners.isLead })
    .from(endorsements)
    .innerJoin(partners, eq(partners.id, endorsements.partnerId))
    .where(and(eq(endorsements.versionId, row.id), isNotNull(partners.joinedAt), isNull(partners.leftAt)));
  return { id: row.id, version: row.version, publishedAt: row.publishedAt, endorsedBy };
}

function stepsOfVersion(member: Member, petition: PetitionRow, { endorsedBy }: Version): NextStep[] {
  if (member.role === 'partner' && !endorsedBy.some(({ id }) => id === member.partnerId)) return [{ kind: 'endorse' }];
  const count = petition.partnersNeeded - endorsedBy.length;
  if (count > 0) return [{ kind: 'wait', count }];
  if (!endorsedBy.some(({ isLead }) => isLead)) return [{ kind: 'wait-lead' }];
  if (petition.scheduledFor) return [{ kind: 'scheduled', at: petition.scheduledFor }];
  return mayAct('/team/[coalition]/petitions/[petition]/versions/[version]/publication', member.role)
    ? [{ kind: 'publish' }]
    : [];
}

async function stepsOfText(member: Member, petitionId: string, drafts: Drafts, version: number): Promise<NextStep[]> {
  const { sourceLanguage } = drafts;
  const isWriter = mayAct('/team/[coalition]/petitions/[petition]/settings', member.role);
  const source = draftState(drafts, sourceLanguage);
  const steps: NextStep[] = [];
  // A working title alone is no text.
  if (source === 'missing' || (source === 'incomplete' && drafts.source.revision <= 1))
    steps.push({ kind: 'write', language: sourceLanguage });
  else if (source === 'incomplete') steps.push({ kind: 'complete', language: sourceLanguage });
  const isReady = source === 'complete';
  for (const language of locales) {
    const state = language === sourceLanguage ? 'complete' : draftState(drafts, language);
    if (state === 'stale') steps.push({ kind: 'translation-stale', language });
    if (state === 'incomplete') steps.push({ kind: 'translation-incomplete', language });
  }
  if (isWriter && isReady && (await differsFromVersion(petitionId, version))) steps.push({ kind: 'offer', version });
  return isWriter ? steps : steps.filter(({ kind }) => kind.startsWith('translation'));
}

/** Whether what is drafted is something else than the newest version says. */
async function differsFromVersion(petitionId: string, version: number): Promise<boolean> {
  const { texts } = await readDrafts(petitionId);
  const offered = await database()
    .select({ text: petitionTexts })
    .from(petitionTexts)
    .innerJoin(petitionVersions, eq(petitionVersions.id, petitionTexts.versionId))
    .where(and(eq(petitionVersions.petitionId, petitionId), eq(petitionVersions.version, version)));
  const canonical = (all: typeof texts) => canonicalText(petitionId, version, all);
  return canonical(texts) !== canonical(offered.map(({ text }) => textOf(text.language, { ...emptyDraft, ...text })));
}
