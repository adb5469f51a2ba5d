import { createHash } from 'node:crypto';

export interface PetitionText {
  readonly language: string;
  readonly title: string;
  readonly demand: string;
  readonly addressee: string;
  readonly act: string;
  readonly body: string;
}

/**
 * The bytes that a text version's SHA-256 is taken over: one JSON object, keys in the order written here,
 * texts in the order of their language tags, no white space, strings in NFC, UTF-8. Anyone can rebuild them
 * from the public page.
 */
export function canonicalText(petitionId: string, version: number, texts: readonly PetitionText[]): string {
  const ordered = [...texts].sort((a, b) => (a.language < b.language ? -1 : 1));
  return JSON.stringify({
    form: 'undersigned-petition-text/v1',
    petition: petitionId,
    version,
    texts: ordered.map(({ language, title, demand, addressee, act, body }) => ({
      language,
      title: title.normalize('NFC'),
      demand: demand.normalize('NFC'),
      addressee: addressee.normalize('NFC'),
      act: act.normalize('NFC'),
      body: body.normalize('NFC'),
    })),
  });
}

export function hashText(petitionId: string, version: number, texts: readonly PetitionText[]): Buffer {
  return createHash('sha256')
    .update(canonicalText(petitionId, version, texts), 'utf8')
    .digest();
}
