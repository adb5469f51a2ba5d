/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** What to do; null when nothing is to be done. */
  readonly advice: string | null;
  /** True where it could not be looked at from here: neither good nor bad. */
  readonly unseen?: boolean;
}

export const good = (what: string): Finding => ({ what, advice: null });
export const bad = (what: string, advice: string): Finding => ({ what, advice });
export const unseen = (what: string): Finding => ({ what, advice: null, unseen: true });
