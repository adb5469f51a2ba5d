import type { VerifyKey } from './words.ts';

/** One thing that the verifier found, as a sentence of its catalogue with what stands in the gaps. */
export interface Finding {
  /** Proven; worth knowing; or refused, which means that the count cannot be believed. */
  readonly kind: 'proven' | 'note' | 'refused';
  readonly key: VerifyKey;
  readonly values: Readonly<Record<string, string | number>>;
}

export const proven = (key: VerifyKey, values: Finding['values'] = {}): Finding => ({ kind: 'proven', key, values });
export const note = (key: VerifyKey, values: Finding['values'] = {}): Finding => ({ kind: 'note', key, values });
export const refused = (key: VerifyKey, values: Finding['values'] = {}): Finding => ({ kind: 'refused', key, values });
