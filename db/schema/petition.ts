import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, type LocalText, moment } from '../columns.ts';
import { coalitions, partners } from './coalition.ts';
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

/** One state of the text in all its languages. Nothing of it changes once it is published (trigger). */
export const petitionVersions = pgTable(
  'petition_versions',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    version: integer().notNull(),
    /** SHA-256 of the canonical form, set at publication; lib/petition/canonical.ts defines the form. */
    sha256: bytes('sha256'),
    publishedAt: moment('published_at'),
    /** When it was laid before the partners; its text never changes from then on (trigger). */
    offeredAt: moment('offered_at').notNull().defaultNow(),
    offeredBy: uuid('offered_by').references(() => accounts.id),
  },
  (t) => [
    unique('one_text_version_per_number').on(t.petitionId, t.version),
    check('versions_count_from_one', sql`${t.version} between 1 and 255`),
    check('published_version_has_its_hash', sql`(${t.publishedAt} is null) = (${t.sha256} is null)`),
    check('version_hash_is_sha256', sql`${t.sha256} is null or length(${t.sha256}) = 32`),
  ],
);

export const petitionTexts = pgTable(
  'petition_texts',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id),
    language: text().notNull(),
    title: text().notNull(),
    demand: text().notNull(),
    addressee: text().notNull(),
    act: text().notNull(),
    body: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_text_per_version_and_language', columns: [t.versionId, t.language] }),
    check('text_has_a_title', sql`length(${t.title}) between 1 and 200`),
    check('text_has_a_demand', sql`length(${t.demand}) between 1 and 1000`),
    check('text_language_is_a_tag', sql`${t.language} ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'`),
  ],
);

export const endorsements = pgTable(
  'endorsements',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partners.id),
    endorsedAt: moment('endorsed_at').notNull().defaultNow(),
    endorsedBy: uuid('endorsed_by').references(() => accounts.id),
  },
  (t) => [primaryKey({ name: 'one_endorsement_per_partner_and_version', columns: [t.versionId, t.partnerId] })],
);

export const recordForms = ['spoken', 'written', 'draft', 'signed act'] as const;
export type RecordForm = (typeof recordForms)[number];

/** What the addressee's side has said, and what it has signed. */
export const recordLines = pgTable(
  'record_lines',
  {
    id: uuid().primaryKey().defaultRandom(),
    campaignId: uuid('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    /** A day ("2022-10-31") or, where no more is known, a month ("2022-11"). */
    happenedOn: text('happened_on').notNull(),
    /** Orders the lines of one date. */
    position: integer().notNull().default(0),
    who: jsonb().$type<LocalText>().notNull(),
    form: text().$type<RecordForm>().notNull(),
    summary: jsonb().$type<LocalText>().notNull(),
    source: jsonb().$type<LocalText>().notNull(),
    sourceUrl: text('source_url'),
    actNumber: text('act_number'),
    publishedIn: text('published_in'),
  },
  (t) => [
    index('record_lines_by_date').on(t.campaignId, t.happenedOn, t.position),
    check('record_date_is_a_day_or_a_month', sql`${t.happenedOn} ~ '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$'`),
    check('record_form_is_known', sql`${t.form} in ('spoken', 'written', 'draft', 'signed act')`),
    check(
      'signed_act_has_number_and_publication',
      sql`${t.form} <> 'signed act' or (${t.actNumber} is not null and ${t.publishedIn} is not null)`,
    ),
    check('source_link_is_a_web_address', sql`${t.sourceUrl} is null or ${t.sourceUrl} ~ '^https?://'`),
  ],
);

export const updates = pgTable(
  'updates',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    /** Given at publication, in the order of publication. */
    number: integer(),
    publishedAt: moment('published_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    revision: integer().notNull().default(1),
    scheduledFor: moment('scheduled_for'),
    /** Whether it goes as a letter to those who asked for letters. */
    sendsLetters: boolean('sends_letters').notNull().default(true),
  },
  (t) => [
    unique('one_update_per_number').on(t.petitionId, t.number),
    check('updates_count_from_one', sql`${t.number} >= 1`),
    check('published_update_has_its_number', sql`(${t.publishedAt} is null) or (${t.number} is not null)`),
  ],
);

export const updateTexts = pgTable(
  'update_texts',
  {
    updateId: uuid('update_id')
      .notNull()
      .references(() => updates.id),
    language: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_update_text_per_language', columns: [t.updateId, t.language] })],
);

export const shareChannels = [
  'link',
  'telegram',
  'whatsapp',
  'signal',
  'vk',
  'x',
  'facebook',
  'mastodon',
  'mail',
  'poster',
] as const;
export type ShareChannel = (typeof shareChannels)[number];

/** Partner × channel. There is no column for a person, and there must never be one. */
export const shareLinks = pgTable(
  'share_links',
  {
    code: text().primaryKey(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    partnerId: uuid('partner_id').references(() => partners.id),
    channel: text().$type<ShareChannel>().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('one_share_link_per_partner_and_channel').on(t.petitionId, t.partnerId, t.channel).nullsNotDistinct(),
    check('share_code_is_short_and_plain', sql`${t.code} ~ '^[a-z0-9]{4,16}$'`),
  ],
);

/** The text while it is written. Anything goes in here, also what is not finished. */
export const petitionDrafts = pgTable(
  'petition_drafts',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    language: text().notNull(),
    /** Counts the saves; a save says which one it began from. */
    revision: integer().notNull().default(1),
    title: text().notNull().default(''),
    demand: text().notNull().default(''),
    addressee: text().notNull().default(''),
    act: text().notNull().default(''),
    body: text().notNull().default(''),
    /** The share card's own words; empty takes title and demand. */
    cardTitle: text('card_title').notNull().default(''),
    cardText: text('card_text').notNull().default(''),
    /** For translations: the revision of the source language that this one follows. */
    followsRevision: integer('follows_revision'),
    savedAt: moment('saved_at').notNull().defaultNow(),
    savedBy: uuid('saved_by').references(() => accounts.id),
  },
  (t) => [
    primaryKey({ name: 'one_draft_per_petition_and_language', columns: [t.petitionId, t.language] }),
    check('draft_is_not_a_book', sql`length(${t.body}) <= 100000`),
  ],
);

/** The words of a published petition's share card, per language. */
export const petitionCards = pgTable(
  'petition_cards',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    language: text().notNull(),
    title: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_card_per_petition_and_language', columns: [t.petitionId, t.language] })],
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

export const stopReasons = ['team', 'complaints'] as const;
export type StopReason = (typeof stopReasons)[number];

/**
 * The letters of one update to those who asked for news: how far their writing has come, and what became of them.
 * Numbers alone; who gets them stands in update_letters until the sending is over.
 */
export const updateSendings = pgTable(
  'update_sendings',
  {
    updateId: uuid('update_id')
      .primaryKey()
      .references(() => updates.id),
    queuedAt: moment('queued_at').notNull(),
    /** How many had asked when it began; null before, and where they could not be counted in time. */
    people: integer(),
    /** The last duplicate key that was looked at. */
    cursor: bytes(),
    /** Letters that were put into the outbox. */
    written: integer().notNull().default(0),
    /** When the last of them was. */
    writtenAt: moment('written_at'),
    handedOver: integer('handed_over').notNull().default(0),
    dead: integer().notNull().default(0),
    complained: integer().notNull().default(0),
    /** The petition's complaints that the team knew of when it went on: only more of them stop it again. */
    complaintsKnown: integer('complaints_known').notNull().default(0),
    stoppedAt: moment('stopped_at'),
    stoppedBecause: text('stopped_because').$type<StopReason>(),
    endedAt: moment('ended_at'),
    /** Two marks, two minutes apart or more, of how many had been handed over and when: the pace is taken from the older. */
    paceAt: moment('pace_at'),
    paceCount: integer('pace_count').notNull().default(0),
    nextPaceAt: moment('next_pace_at'),
    nextPaceCount: integer('next_pace_count').notNull().default(0),
  },
  (t) => [
    index('sendings_under_way').on(t.queuedAt).where(sql`${t.endedAt} is null`),
    index('sendings_that_stand').on(t.updateId).where(sql`${t.stoppedAt} is not null and ${t.endedAt} is null`),
    check('stopped_sending_says_why', sql`(${t.stoppedAt} is null) = (${t.stoppedBecause} is null)`),
    check(
      'stop_reason_is_known',
      sql.raw(`stopped_because in (${stopReasons.map((reason) => `'${reason}'`).join(', ')})`),
    ),
    check('ended_sending_keeps_no_place', sql`${t.endedAt} is null or ${t.cursor} is null`),
  ],
);

/**
 * The key is the promise: no signer gets an update twice. The id is that of the letter, a keyed hash of update and
 * signature (lib/keys/news-keys.ts), so that a row points to nobody. Rows go when the sending is over.
 */
export const updateLetters = pgTable(
  'update_letters',
  {
    letterId: uuid('letter_id').primaryKey(),
    updateId: uuid('update_id')
      .notNull()
      .references(() => updateSendings.updateId),
  },
  (t) => [index('update_letters_by_update').on(t.updateId)],
);

/** An update laid out as a letter, once per language of its readers: each letter differs in its link alone. */
export const updateSheets = pgTable(
  'update_sheets',
  {
    updateId: uuid('update_id')
      .notNull()
      .references(() => updateSendings.updateId),
    language: text().notNull(),
    subject: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ name: 'one_update_sheet_per_language', columns: [t.updateId, t.language] })],
);
