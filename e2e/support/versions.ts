import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { listVersions, type TeamVersion } from '@/lib/publication/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { findTeamPetition, type TeamPetition } from '@/lib/team/places.ts';
import { makeMember } from './members.ts';
import { type Draft, draftPetition } from './petitions.ts';

/** A petition whose text is drafted and not offered, with its people. */
export interface Writing extends Omit<Draft, 'versionId'> {
  readonly owner: Member;
  readonly editor: Member;
  /** One member for each partner; the lead's comes first. */
  readonly speakers: readonly Member[];
  /** As it stands now. */
  team(): Promise<TeamPetition>;
  versions(): Promise<TeamVersion[]>;
}

/** A coalition at work on a text in English. */
export async function makeWriting(wish: { readonly partners?: number } = {}): Promise<Writing> {
  const draft = await draftPetition(wish);
  await database().delete(schema.petitionTexts).where(eq(schema.petitionTexts.versionId, draft.versionId));
  await database().delete(schema.petitionVersions).where(eq(schema.petitionVersions.id, draft.versionId));
  await database().update(schema.campaigns).set({ publishedAt: null }).where(eq(schema.campaigns.id, draft.campaignId));
  const { coalitionId } = draft;
  const owner = await makeMember({ coalitionId, role: 'owner', name: 'Olga Owner' });
  const editor = await makeMember({ coalitionId, role: 'editor', name: 'Eva Editor' });
  const speakers: Member[] = [];
  for (const [n, partnerId] of draft.partnerIds.entries()) {
    speakers.push(await makeMember({ coalitionId, role: 'partner', partnerId, name: `Speaker ${n + 1}` }));
  }
  const team = async () => {
    const petition = await findTeamPetition(owner, draft.slug);
    if (!petition) throw new Error('No petition.');
    return petition;
  };
  await writeDraft(draft.petitionId, {});
  return { ...draft, owner, editor, speakers, team, versions: async () => listVersions(await team()) };
}

interface DraftWish {
  readonly language?: string;
  readonly title?: string;
  readonly demand?: string;
  readonly body?: string;
  readonly cardTitle?: string;
}

/** Writes one language of the draft, over what stood there. */
export async function writeDraft(petitionId: string, wish: DraftWish): Promise<void> {
  const { body = 'A text.', cardTitle = '', demand = 'We demand a decree.', language = 'en', title = 'Sign it' } = wish;
  const words = { title, demand, addressee: 'The president', act: 'A decree', body, cardTitle };
  await database()
    .insert(schema.petitionDrafts)
    .values({ petitionId, language, ...words })
    .onConflictDoUpdate({
      target: [schema.petitionDrafts.petitionId, schema.petitionDrafts.language],
      set: { ...words, revision: sql`${schema.petitionDrafts.revision} + 1` },
    });
}

/** The team's view of a published petition, and an owner of its coalition. */
export async function ownerOf({ slug, coalition }: Petition): Promise<{ owner: Member; team: TeamPetition }> {
  const [row] = await database()
    .select({ id: schema.coalitions.id })
    .from(schema.coalitions)
    .where(eq(schema.coalitions.slug, coalition.slug));
  const owner = await makeMember({ coalitionId: row?.id ?? '', role: 'owner' });
  const team = await findTeamPetition(owner, slug);
  if (!team) throw new Error('No petition.');
  return { owner, team };
}
