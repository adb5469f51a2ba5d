import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../columns.ts';
import { partners } from './coalition.ts';
import { petitions } from './petition.ts';

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

/** The words that go before a petition's link when somebody passes it on, per language; without them, its title. */
export const petitionShareWords = pgTable(
  'petition_share_words',
  {
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    language: text().notNull(),
    words: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_share_wording_per_petition_and_language', columns: [t.petitionId, t.language] }),
    check('share_words_are_short', sql`length(${t.words}) between 1 and 200`),
  ],
);
