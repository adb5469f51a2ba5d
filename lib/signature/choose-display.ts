import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import type { ConsentKind } from '@/db/schema/signature.ts';
import { noteErasures } from '../erasures/list.ts';
import { namingKey, petitionKeys } from '../keys/petition-keys.ts';
import type { Token } from '../token.ts';
import { CONSENT_WORDING } from './fields.ts';
import { findByToken } from './find.ts';
import { hideName } from './public-names.ts';
import { openSignature } from './sealed.ts';
import { consentFor, type Display, displayKinds, publicNameId, shownName } from './shown-name.ts';

export type DisplayOutcome = 'changed' | 'unknown' | 'erased' | 'not-public';

/** Shows the name on the petition's page in another form, or no more (PV-08). */
export async function chooseDisplay(token: Token, display: Display): Promise<DisplayOutcome> {
  const found = await findByToken(token);
  if (found?.kind !== 'signature') return 'unknown';
  if (found.mode !== 'public') return 'not-public';
  const keys = await petitionKeys(found.petitionId);
  return database().transaction(async (tx) => {
    // The row first: of two choices made at once the later one sees, and ends, what the earlier one wrote.
    const [row] = await tx.execute<{ sealed: Buffer | null; counts: boolean }>(sql`
      select sealed, invalidated_on is null as counts from signatures
      where id = ${found.id} and withdrawn_on is null for update`);
    if (!row) return 'unknown';
    await hideName(tx, found.petitionId, found.id);
    await tx.execute(sql`
      delete from consents where signature_id = ${found.id} and kind in ('display-initials', 'display-full')`);
    const name = row.sealed && shownName(openSignature(keys, found.id, row.sealed).name, display);
    await noteDisplay(found.id, name === null ? [] : consentFor(display));
    if (!row.sealed) return display === 'none' ? 'changed' : 'erased';
    if (name === null) return 'changed';
    await tx.execute(sql`
      insert into consents (signature_id, kind, wording, given_on)
      select ${found.id}::uuid, kind, ${CONSENT_WORDING}, (now() at time zone 'UTC')::date
      from jsonb_array_elements_text(${JSON.stringify(consentFor(display))}::text::jsonb) as wanted(kind)`);
    if (row.counts)
      await tx.execute(sql`
        insert into public_names (id, petition_id, name)
        values (${publicNameId(await namingKey(found.petitionId), found.id)}, ${found.petitionId}, ${name})`);
    return 'changed';
  });
}

/** Outside the database, too: after a restore nobody is shown who took the name back. */
const noteDisplay = async (id: string, given: readonly ConsentKind[]): Promise<void> =>
  noteErasures(
    displayKinds.map((kind) => ({ kind: `${kind}-${given.includes(kind) ? 'on' : 'off'}` as const, id })),
    await currentTime(),
  );
