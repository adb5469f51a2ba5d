import { connectPostgres } from './connect.ts';

/** The tables whose rows once spoke of a person. */
const PERSONAL = [
  'attempts',
  'signatures',
  'consents',
  'letters',
  'update_letters',
  'letter_caps',
  'reminders',
  'suppressions',
  'count_changes',
  'audit_records',
  'draft_saves',
  'public_names',
  'log_pending',
] as const;

/**
 * Clears deleted rows and their index entries out of the files. PostgreSQL by itself waits until a fifth of a table
 * is dead, which on a large petition can take months. A connection of its own, because it may take minutes.
 */
export async function vacuumPersonalTables(url: string): Promise<void> {
  const sql = connectPostgres(url, { max: 1 });
  try {
    // Rows lie in the order in which they came, and a dump would tell who was shown after whom: by their ids they lie in
    // no order of time.
    await sql.unsafe('cluster public_names using public_names_by_petition');
    for (const table of PERSONAL) await sql.unsafe(`vacuum (analyze) ${table}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
