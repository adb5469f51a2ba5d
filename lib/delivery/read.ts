import { and, desc, eq, sql } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import { type ExportState, stateOf } from '../export/read.ts';
import type { TeamPetition } from '../team/places.ts';

const { deliveries, deliveryPacks, exports } = schema;

export type Delivery = typeof deliveries.$inferSelect;
export type PackRow = typeof deliveryPacks.$inferSelect;

/** `making` is from the second person's word to the last byte; `failed` was given up after several tries. */
export type PackState = Exclude<ExportState, 'ready' | 'going'> | 'making' | 'made' | 'failed';

export interface Pack extends PackRow {
  readonly state: PackState;
  readonly askedAt: Date;
  readonly askedBy: string;
  /** When what waits or lies ends. */
  readonly expiresAt: Date | null;
}

/** Tries after which a pack is given up: whatever keeps it from being made will not go away by itself. */
export const MOST_FAULTS = 5;

function packState(row: typeof exports.$inferSelect, pack: PackRow, now: Date): PackState {
  const state = stateOf(row, now);
  if (state !== 'ready' && state !== 'going') return state;
  if (pack.madeAt) return 'made';
  return pack.faults >= MOST_FAULTS ? 'failed' : 'making';
}

const isId = (segment: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(segment);

/** All deliveries of a petition, the newest first. */
export const listDeliveries = ({ id }: TeamPetition): Promise<Delivery[]> =>
  database().select().from(deliveries).where(eq(deliveries.petitionId, id)).orderBy(desc(deliveries.createdAt));

export async function findDelivery(petition: TeamPetition, id: string): Promise<Delivery | null> {
  if (!isId(id)) return null;
  const [row] = await database()
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.id, id), eq(deliveries.petitionId, petition.id)));
  return row ?? null;
}

/** The row itself, held until the transaction ends. */
export async function holdDelivery(tx: Transaction, petition: TeamPetition, id: string): Promise<Delivery | null> {
  if (!isId(id)) return null;
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.id, id), eq(deliveries.petitionId, petition.id)))
    .for('update');
  return row ?? null;
}

/** The packs of a delivery, the newest first. */
export async function listPacks({ id }: Pick<Delivery, 'id'>, now: Date): Promise<Pack[]> {
  const rows = await database()
    .select({ pack: deliveryPacks, row: exports })
    .from(deliveryPacks)
    .innerJoin(exports, eq(exports.id, deliveryPacks.exportId))
    .where(eq(deliveryPacks.deliveryId, id))
    .orderBy(desc(exports.askedAt), desc(exports.id))
    .limit(20);
  return rows.map(({ pack, row }) => ({
    ...pack,
    state: packState(row, pack, now),
    askedAt: row.askedAt,
    askedBy: row.askedBy,
    expiresAt: row.expiresAt,
  }));
}

/** The delivery that a pack was asked for with; null for any other export. */
export async function deliveryOfExport(exportId: string): Promise<string | null> {
  if (!isId(exportId)) return null;
  const [row] = await database().execute<{ delivery_id: string }>(sql`
    select delivery_id from delivery_packs where export_id = ${exportId}`);
  return row?.delivery_id ?? null;
}
