import { and, eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { recordAudit } from '../../audit.ts';
import { type Locale, readLocale } from '../../i18n/locales.ts';
import type { Member } from '../../team/members.ts';
import { lackingFields } from '../fields.ts';
import { draftIn, draftState, loadDrafts } from '../read.ts';
import { type PetitionSettings, type SettingName, type SettingProblems, settingNames, typedOf } from './fields.ts';

const { petitionDrafts, petitions } = schema;

type PetitionRow = typeof petitions.$inferSelect;

export type SettingsOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'stale'; readonly theirs: PetitionSettings; readonly revision: number }
  | { readonly kind: 'problems'; readonly problems: SettingProblems };

export const settingsOf = (row: PetitionRow): PetitionSettings => ({
  goalSteps: row.goalSteps,
  closesAt: row.closesAt,
  privacyMode: row.privacyMode,
  consentsOffered: row.consentsOffered,
  letterWording: row.letterWording,
  partnersNeeded: row.partnersNeeded,
  sourceLanguage: readLocale(row.sourceLanguage) ?? 'en',
});

/** Once intake has ended by its date, another date would reopen it: that is done in public, with a reason. */
export const isOver = (petition: Pick<PetitionRow, 'closedAt' | 'closesAt' | 'publishedAt'>, now: Date): boolean =>
  petition.publishedAt !== null &&
  (petition.closedAt !== null || (petition.closesAt !== null && petition.closesAt <= now));

/** Saves the settings that began from this revision; a save from an older one changes nothing and is told. */
export async function saveSettings(
  member: Member,
  petitionId: string,
  wish: { readonly settings: PetitionSettings; readonly revision: number },
  now: Date,
): Promise<SettingsOutcome> {
  return database().transaction(async (tx) => {
    const [petition] = await tx.select().from(petitions).where(eq(petitions.id, petitionId)).for('no key update');
    if (!petition) throw new Error('There is no such petition.');
    const before = settingsOf(petition);
    if (petition.settingsRevision !== wish.revision)
      return { kind: 'stale', theirs: before, revision: petition.settingsRevision };
    const changed = changedNames(before, wish.settings);
    if (changed.length === 0) return { kind: 'saved' };
    const problems = await findProblems(tx, petition, wish.settings, changed, now);
    if (Object.keys(problems).length > 0) return { kind: 'problems', problems };
    if (changed.includes('source_language')) await changeSource(tx, petitionId, wish.settings.sourceLanguage);
    await tx
      .update(petitions)
      .set({
        ...wish.settings,
        goalSteps: [...wish.settings.goalSteps],
        settingsRevision: petition.settingsRevision + 1,
      })
      .where(eq(petitions.id, petitionId));
    const subject = { petition: petitionId, slug: petition.slug, settings: changed.join(', ') };
    const record = {
      actor: member.accountId,
      act: 'settings-changed',
      subject,
      coalitionId: member.coalition.id,
    } as const;
    await recordAudit(tx, record, now);
    return { kind: 'saved' };
  });
}

/** Seconds are no matter of the form: a closing time that reads the same is the same. */
function changedNames(before: PetitionSettings, after: PetitionSettings): SettingName[] {
  const [was, is] = [typedOf(before), typedOf(after)];
  return settingNames.filter((name) => was[name] !== is[name]);
}

async function findProblems(
  tx: Transaction,
  petition: PetitionRow,
  { closesAt, sourceLanguage }: PetitionSettings,
  changed: readonly SettingName[],
  now: Date,
): Promise<SettingProblems> {
  const problems: { -readonly [name in SettingName]?: SettingProblems[name] } = {};
  if (changed.includes('closes_at')) {
    if (isOver(petition, now)) problems.closes_at = 'closes_at.over';
    else if (closesAt && closesAt <= now) problems.closes_at = 'closes_at.past';
    else if (closesAt && petition.scheduledFor && closesAt <= petition.scheduledFor)
      problems.closes_at = 'closes_at.early';
  }
  // What signers were promised stands; it becomes stricter by an act of its own.
  if (changed.includes('privacy_mode') && petition.publishedAt) problems.privacy_mode = 'privacy_mode.fixed';
  if (changed.includes('source_language')) {
    const drafts = await loadDrafts(petition.id, tx);
    if (lackingFields(draftIn(drafts, sourceLanguage).fields).length > 0)
      problems.source_language = 'source_language.unwritten';
  }
  return problems;
}

/** Another language leads. What followed the old one faithfully follows the new one, if that did so itself. */
async function changeSource(tx: Transaction, petitionId: string, language: Locale): Promise<void> {
  const drafts = await loadDrafts(petitionId, tx);
  const { revision } = draftIn(drafts, language);
  const isFaithful = draftState(drafts, language) === 'complete';
  const isThis = (other: Locale) => and(eq(petitionDrafts.petitionId, petitionId), eq(petitionDrafts.language, other));
  for (const other of drafts.byLanguage.keys()) {
    if (other === language) continue;
    const follows = isFaithful && draftState(drafts, other) === 'complete' ? revision : null;
    await tx.update(petitionDrafts).set({ followsRevision: follows }).where(isThis(other));
  }
  await tx.update(petitionDrafts).set({ followsRevision: null }).where(isThis(language));
}
