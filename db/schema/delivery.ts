import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, type LocalText, moment } from '../columns.ts';
import { exports } from './export.ts';
import { petitions } from './petition.ts';
import { accounts } from './team.ts';

/** The petition on its way to its addressee. Public from the hand-over on, and never of a person who signed. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid().primaryKey().defaultRandom(),
    petitionId: uuid('petition_id')
      .notNull()
      .references(() => petitions.id),
    addressee: jsonb().$type<LocalText>().notNull(),
    place: jsonb().$type<LocalText>().notNull(),
    note: jsonb().$type<LocalText>().notNull(),
    plannedOn: date('planned_on', { mode: 'string' }),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => accounts.id),
    createdAt: moment('created_at').notNull(),
    /** Counts the saves: one that began from an older state is told. */
    revision: integer().notNull().default(1),
    /** Given at the hand-over, in its order; the number in the public address. */
    number: integer(),
    handedOverOn: date('handed_over_on', { mode: 'string' }),
    receivedBy: text('received_by').notNull().default(''),
    reference: text().notNull().default(''),
    /** The public count on the day, or that of the pack that was handed over. */
    count: bigint({ mode: 'number' }),
    /** How many names went with it; null when no pack did. */
    names: bigint({ mode: 'number' }),
    packSha256: bytes('pack_sha256'),
    /** The log's signed note as it lay in the pack. */
    checkpoint: text(),
    answer: jsonb().$type<LocalText>().notNull().default({}),
    answeredOn: date('answered_on', { mode: 'string' }),
  },
  (t) => [
    unique('one_delivery_per_number').on(t.petitionId, t.number),
    index('deliveries_by_petition').on(t.petitionId, t.createdAt),
    check('deliveries_count_from_one', sql`${t.number} >= 1`),
    check(
      'handed_over_delivery_has_number_and_count',
      sql`(${t.handedOverOn} is null) = (${t.number} is null) and (${t.handedOverOn} is null) = (${t.count} is null)`,
    ),
    check('only_a_handed_over_delivery_is_answered', sql`${t.answeredOn} is null or ${t.handedOverOn} is not null`),
    check('pack_hash_is_sha256', sql`${t.packSha256} is null or length(${t.packSha256}) = 32`),
  ],
);

export const packStages = ['names', 'list', 'archive'] as const;
export type PackStage = (typeof packStages)[number];

/**
 * One pack in the making. Who asked and who agreed stands in its export; here is how far it has come, so that whoever
 * goes on after a crash begins there. The bytes lie in DATA_DIR, sealed under a key of their own (lib/delivery/store.ts).
 */
export const deliveryPacks = pgTable(
  'delivery_packs',
  {
    exportId: uuid('export_id')
      .primaryKey()
      .references(() => exports.id),
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id, { onDelete: 'cascade' }),
    stage: text().$type<PackStage>().notNull().default('names'),
    /** The last duplicate key whose signature was looked at, and the sealed bytes of the list up to there. */
    cursor: bytes().notNull().default(sql`''::bytea`),
    written: bigint({ mode: 'number' }).notNull().default(0),
    names: bigint({ mode: 'number' }).notNull().default(0),
    /** How far keyed hashes had been exchanged when it began (lib/delivery/names.ts). */
    severing: text().notNull().default(''),
    /** Steps of the stage that are done, and how many there are. */
    done: bigint({ mode: 'number' }).notNull().default(0),
    total: bigint({ mode: 'number' }).notNull().default(0),
    /** Set while somebody works on it. */
    leasedUntil: moment('leased_until'),
    faults: integer().notNull().default(0),
    madeAt: moment('made_at'),
    /** Whole seconds of the count in it. */
    countedAt: moment('counted_at'),
    count: bigint({ mode: 'number' }),
    checkpoint: text(),
    size: bigint({ mode: 'number' }),
    sha256: bytes(),
    /** When the bytes were gone again: after the download, and after seven days at the latest. */
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    index('packs_by_delivery').on(t.deliveryId),
    index('packs_that_lie').on(t.exportId).where(sql`${t.deletedAt} is null`),
    check('pack_stage_is_known', sql.raw(`stage in (${packStages.map((stage) => `'${stage}'`).join(', ')})`)),
    check(
      'made_pack_has_count_size_and_hash',
      sql`${t.madeAt} is null or (${t.count} is not null and ${t.size} is not null and length(${t.sha256}) = 32)`,
    ),
  ],
);
