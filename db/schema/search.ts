import { customType, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { petitionVersions } from './text.ts';

/** Words with their places and weights, as PostgreSQL looks them up. */
const lookedUp = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * What the list of petitions is searched by: each text reduced to the stems of its language. A trigger writes it beside
 * the text (migration "search"), so that no verb can forget it.
 */
export const petitionWords = pgTable(
  'petition_words',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => petitionVersions.id, { onDelete: 'cascade' }),
    language: text().notNull(),
    words: lookedUp().notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_word_list_per_version_and_language', columns: [t.versionId, t.language] }),
    index('petition_words_by_word').using('gin', t.words.op('tsvector_ops')),
  ],
);
