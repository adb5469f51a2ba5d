import { schema, type Transaction } from '@/db/client.ts';

/** Everything that is written down of what the team does. Each act has its sentence (messages: audit.act.<act>). */
export const auditActs = [
  'second-factor-set',
  'second-factor-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'session-ended',
  'member-invited',
  'invitation-accepted',
  'invitation-declined',
  'invitation-taken-back',
  'role-changed',
  'member-removed',
  'coalition-founded',
  'coalition-described',
  'logo-changed',
  'logo-removed',
  'partner-invited',
  'partner-joined',
  'partner-declined',
  'partner-described',
  'partner-left',
  'lead-changed',
  'campaign-created',
  'campaign-described',
  'campaign-published',
  'record-line-added',
  'record-line-changed',
  'record-line-removed',
  'record-line-moved',
  'record-line-restored',
  'petition-created',
  'settings-changed',
  'privacy-tightened',
  'text-offered',
  'text-endorsed',
  'petition-published',
  'publication-scheduled',
  'publication-unscheduled',
  'publication-missed',
  'petition-closed',
  'petition-reopened',
  'petition-archived',
  'petition-restored',
  'update-created',
  'update-published',
  'update-scheduled',
  'update-unscheduled',
  'update-removed',
  'sending-stopped',
  'sending-resumed',
  'share-link-made',
  'letters-sent-again',
  'key-holder-registered',
  'sealing-key-made',
  'sealing-key-asked',
  'sealing-key-approved',
  'sealing-key-refused',
  'sealing-key-opened',
  'signatures-looked-at',
  'invalidation-looked',
  'invalidation-begun',
  'invalidation-cancelled',
  'invalidation-finished',
  'invalidation-undone',
  'export-asked',
  'export-approved',
  'export-refused',
  'export-taken',
  'export-broken-off',
  'delivery-planned',
  'delivery-changed',
  'delivery-removed',
  'delivery-handed-over',
  'delivery-answered',
  'signing-paused',
  'signing-resumed',
  'letters-paused',
  'letters-resumed',
  'banner-set',
  'banner-removed',
  'all-closed',
  'keys-destroyed',
  'duplicates-key-destroyed',
  'key-rotation-begun',
  'key-rotated',
] as const;
export type AuditAct = (typeof auditActs)[number];

export interface AuditRecord {
  /**
   * An account's id, or "command" for what the operator did on the machine itself, or "worker" for a due time, or
   * "invited" for somebody who declined before having an account.
   */
  readonly actor: string;
  readonly act: AuditAct;
  /** Ids, slugs, numbers and words of the team; never a word about a signer. */
  readonly subject: { readonly [name: string]: string | number };
  readonly coalitionId?: string | null;
}

/** Writes who of the team did what, in the transaction of the act itself. A trigger chains it to the record before. */
export const recordAudit = (tx: Transaction, record: AuditRecord, now: Date): Promise<void> =>
  recordAudits(tx, [record], now);

/** The same for many at once, in their order. */
export async function recordAudits(tx: Transaction, records: readonly AuditRecord[], now: Date): Promise<void> {
  if (records.length > 0)
    await tx.insert(schema.auditRecords).values(records.map((record) => ({ ...record, at: now })));
}
