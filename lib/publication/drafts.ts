import { asc, eq } from 'drizzle-orm';
import { database, schema, type Transaction } from '@/db/client.ts';
import type { PetitionText } from '../petition/canonical.ts';
import { type TextField, textFields } from './compare.ts';

/** A field that a draft must have before it is offered: empty, or longer than a published text may be. */
export interface Lack {
  readonly language: string;
  readonly field: TextField;
  readonly why: 'missing' | 'too-long';
}

export interface Offerable {
  /** The drafts that are whole, as a version would hold them. */
  readonly texts: readonly PetitionText[];
  readonly lacks: readonly Lack[];
  /** Translations that follow an earlier state of the source language; they may be offered all the same. */
  readonly stale: readonly string[];
}

const longest: Readonly<Record<TextField, number>> = {
  title: 200,
  demand: 1_000,
  addressee: 500,
  act: 500,
  body: 100_000,
};

const { petitionDrafts } = schema;

/** What the drafts of a petition would make as a version. A language in which nothing is written is left out. */
export async function readOfferable(
  petition: { readonly id: string; readonly sourceLanguage: string },
  tx: Pick<Transaction, 'select'> = database(),
): Promise<Offerable> {
  const rows = await tx
    .select()
    .from(petitionDrafts)
    .where(eq(petitionDrafts.petitionId, petition.id))
    .orderBy(asc(petitionDrafts.language));
  const { sourceLanguage } = petition;
  const source = rows.find(({ language }) => language === sourceLanguage);
  const begun = rows.filter((row) => row === source || textFields.some((field) => row[field].trim() !== ''));
  const lacks = begun.flatMap(lacksOf);
  const unwritten: Lack[] = source
    ? []
    : textFields.map((field) => ({ language: sourceLanguage, field, why: 'missing' as const }));
  return {
    texts: begun.map(({ act, addressee, body, demand, language, title }) => ({
      language,
      title: title.trim(),
      demand: demand.trim(),
      addressee: addressee.trim(),
      act: act.trim(),
      body: body.trim(),
    })),
    lacks: [...unwritten, ...lacks],
    stale: begun
      .filter((row) => row !== source && row.followsRevision !== null && row.followsRevision < (source?.revision ?? 0))
      .map(({ language }) => language),
  };
}

function lacksOf(row: typeof petitionDrafts.$inferSelect): Lack[] {
  return textFields.flatMap((field): Lack[] => {
    const text = row[field].trim();
    if (text === '') return [{ language: row.language, field, why: 'missing' }];
    return text.length > longest[field] ? [{ language: row.language, field, why: 'too-long' }] : [];
  });
}
