import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { database, schema } from '@/db/client.ts';
import { recordAudit } from '../audit.ts';
import type { Member } from '../team/members.ts';

/** In pixels: the longer side of a logo as it is kept. */
const LOGO_SIDE = 256;
/** A picture that unpacks to more than this is not unpacked at all. */
const MOST_PIXELS = 25_000_000;

const kinds: readonly (readonly [kind: string, begins: (bytes: Buffer) => boolean])[] = [
  ['png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['gif', (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))],
  ['webp', (bytes) => /^RIFF[\s\S]{4}WEBP$/.test(bytes.toString('latin1', 0, 12))],
  ['heif', (bytes) => /^ftypavi[fs]$/.test(bytes.toString('latin1', 4, 12))],
];

/** A picture that is something else as well: a page, a script, a document or an archive. */
const isPolyglot = (bytes: Buffer): boolean =>
  /<script|<html|<!doctype|<svg[\s>]|<iframe|<\?php|%pdf-1/i.test(bytes.toString('latin1')) || bytes.includes(ZIP_END);

const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');

export type LogoOutcome = 'saved' | 'not-a-picture' | 'too-many-pixels';

/**
 * Draws the picture anew as a small PNG: nothing of the uploaded bytes is kept, and with them go places, times and
 * cameras (WE-11). What it is, its bytes say, never its name.
 */
export async function redrawLogo(bytes: Buffer): Promise<Buffer | Exclude<LogoOutcome, 'saved'>> {
  const kind = kinds.find(([, begins]) => begins(bytes))?.[0];
  if (!kind || isPolyglot(bytes)) return 'not-a-picture';
  const picture = sharp(bytes, { limitInputPixels: false, failOn: 'error', pages: 1, animated: false });
  const read = await picture.metadata().catch(() => null);
  if (read?.format !== kind || (kind === 'heif' && read.compression !== 'av1')) return 'not-a-picture';
  if (read.width * read.height > MOST_PIXELS) return 'too-many-pixels';
  return (
    sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1, animated: false })
      .autoOrient()
      .resize(LOGO_SIDE, LOGO_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ compressionLevel: 9 })
      .timeout({ seconds: 8 })
      .toBuffer()
      // Whatever the library dislikes about the bytes, to the visitor it is not a picture.
      .catch((): 'not-a-picture' => 'not-a-picture')
  );
}

export async function saveLogo(member: Member, bytes: Buffer, now: Date): Promise<LogoOutcome> {
  const png = await redrawLogo(bytes);
  if (typeof png === 'string') return png;
  const { id, slug } = member.coalition;
  const row = { coalitionId: id, png, changedAt: now };
  await database().transaction(async (tx) => {
    await tx
      .insert(schema.coalitionLogos)
      .values(row)
      .onConflictDoUpdate({ target: schema.coalitionLogos.coalitionId, set: row });
    const record = { actor: member.accountId, act: 'logo-changed', subject: { coalition: slug } } as const;
    await recordAudit(tx, { ...record, coalitionId: id }, now);
  });
  return 'saved';
}

export async function removeLogo(member: Member, now: Date): Promise<'removed' | 'none'> {
  const { id, slug } = member.coalition;
  return database().transaction(async (tx) => {
    const gone = await tx
      .delete(schema.coalitionLogos)
      .where(eq(schema.coalitionLogos.coalitionId, id))
      .returning({ coalitionId: schema.coalitionLogos.coalitionId });
    if (gone.length === 0) return 'none';
    const record = { actor: member.accountId, act: 'logo-removed', subject: { coalition: slug } } as const;
    await recordAudit(tx, { ...record, coalitionId: id }, now);
    return 'removed';
  });
}
