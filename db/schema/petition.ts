import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { type LocalText, moment } from '../columns.ts';
import { coalitions } from './coalition.ts';
import { accounts } from './team.ts';

export const campaigns = pgTable(
  'campaigns',
  {
    id: uuid().primaryKey().defaultRandom(),
    coalitionId: uuid('coalition_id')
      .notNull()
      .references(() => coalitions.id),
    slug: text().notNull(),
    title: jsonb().$type<LocalText>().notNull(),
    goal: jsonb().$type<LocalText>().notNull(),
    publishedAt: moment('published_at'),
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (t) => [
    unique('one_campaign_per_slug').on(t.slug),
    check('campaign_slug_is_plain', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
  ],
);

/** What is kept of a signer, from the most to the least (safety.md §7.1). A trigger keeps it from loosening. */
export const privacyModes = ['public', 'private', 'sealed', 'count-only'] as const;
export type PrivacyMode = (typeof privacyModes)[number];

/** The boxes of the form that a petition may leave out. */
export const consentsOffered = ['deliver', 'updates', 'partner-updates'] as const;
export type ConsentOffered = (typeof consentsOffered)[number];

/** Wordings of the confirmation letter. None names the petition: mailbox providers read along (PV-13). */
export const letterWordings = ['plain', 'formal', 'short'] as const;
export type LetterWording = (typeof letterWordings)[number];

export const petitions = pgTable(
  'petitions',
  {
    id: uuid().primaryKey().defaultRandom(),
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    slug: text().notNull(),
    privacyMode: text('privacy_mode').$type<PrivacyMode>().notNull().default('private'),
    /** Rising numbers; the public goal is the first one that is not yet reached. */
    goalSteps: integer('goal_steps').array().notNull(),
    partnersNeeded: integer('partners_needed').notNull().default(2),
    publishedAt: moment('published_at'),
    closesAt: moment('closes_at'),
    closedAt: moment('closed_at'),
    /** Left the public list; its page stays. */
    archivedAt: moment('archived_at'),
    /** The language that translations follow. */
    sourceLanguage: text('source_language').notNull().default('en'),
    /** Boxes that the form offers; a consent that is not offered is not taken. */
    consentsOffered: text('consents_offered')
      .array()
      .$type<readonly ConsentOffered[]>()
      .notNull()
      .default(sql`'{deliver,updates,partner-updates}'`),
    letterWording: text('letter_wording').$type<LetterWording>().notNull().default('plain'),
    /** Counts the saves of what stands in this row: a save that began from an older one is told. */
    settingsRevision: integer('settings_revision').notNull().default(1),
    /** A version that is to be published at a time, and by whose decision. */
    scheduledVersionId: uuid('scheduled_version_id'),
    scheduledFor: moment('scheduled_for'),
    scheduledBy: uuid('scheduled_by').references(() => accounts.id),
    /** Moves with every change that a public page shows; see db/pulse.ts. */
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (t) => [
    unique('one_petition_per_slug').on(t.slug),
    index('petitions_by_change').on(t.changedAt),
    index('petitions_by_campaign').on(t.campaignId),
    check('petition_slug_is_plain', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check('privacy_mode_is_known', sql`${t.privacyMode} in ('public', 'private', 'sealed', 'count-only')`),
    check('petition_has_a_goal', sql`cardinality(${t.goalSteps}) > 0`),
    check('petition_needs_two_partners', sql`${t.partnersNeeded} >= 2`),
    check('petition_schedule_is_whole', sql`(${t.scheduledVersionId} is null) = (${t.scheduledFor} is null)`),
    check('consents_offered_are_known', sql`${t.consentsOffered} <@ array['deliver', 'updates', 'partner-updates']`),
    check('letter_wording_is_known', sql`${t.letterWording} in ('plain', 'formal', 'short')`),
    check('petition_closes_after_publication', sql`${t.closesAt} > ${t.publishedAt}`),
    check('only_a_published_petition_is_closed', sql`${t.closedAt} is null or ${t.publishedAt} is not null`),
  ],
);

export const petitionEventKinds = ['closed', 'reopened', 'archived', 'restored'] as const;
export type PetitionEventKind = (typeof petitionEventKinds)[number];

/** What became of a petition after its publication, with the reason that its public page gives. */
export const petitionEvents = pgTable(
  'petition_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    kind: text().$type<PetitionEventKind>().notNull(),
    reason: jsonb().$type<LocalText>().notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    index('petition_events_by_petition').on(t.petitionId, t.id),
    check('petition_event_is_known', sql`${t.kind} in ('closed', 'reopened', 'archived', 'restored')`),
  ],
);
