import { schema, type Transaction } from '@/db/client.ts';

export interface AuditRecord {
  /** A member's id, or "command" for what the operator did on the machine itself. */
  readonly actor: string;
  readonly act: 'petition-published' | 'petition-closed' | 'text-endorsed' | 'update-published';
  readonly subject: { readonly [name: string]: string | number };
}

/** Writes who of the team did what, in the transaction of the act itself. */
export async function recordAudit(tx: Transaction, record: AuditRecord, now: Date): Promise<void> {
  await tx.insert(schema.auditRecords).values({ ...record, at: now });
}
