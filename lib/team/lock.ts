import { eq } from 'drizzle-orm';
import { schema, type Transaction } from '@/db/client.ts';

/** Changes of who belongs to a coalition happen one after the other: two owners who demote each other leave one. */
export async function lockCoalition(tx: Transaction, coalitionId: string): Promise<void> {
  const { coalitions } = schema;
  await tx.select({ id: coalitions.id }).from(coalitions).where(eq(coalitions.id, coalitionId)).for('no key update');
}

/** Signs an account out everywhere, in the transaction of what took its right. */
export async function endSessionsOf(tx: Transaction, accountId: string): Promise<void> {
  await tx.delete(schema.sessions).where(eq(schema.sessions.accountId, accountId));
}
