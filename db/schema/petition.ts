import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, type LocalText, moment } from '../columns.ts';
import { coalitions, partners } from './coalition.ts';

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
    number: integer().notNull(),
    publishedAt: moment('published_at'),
  },
  (t) => [
    unique('one_update_per_number').on(t.petitionId, t.number),
    check('updates_count_from_one', sql`${t.number} >= 1`),
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
