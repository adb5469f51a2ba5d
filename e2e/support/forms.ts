import type { PostedForm } from '@/lib/form.ts';

/** A form as a door reads it. */
export const formOf = (values: Readonly<Record<string, string>>): PostedForm => ({
  values: new Map(Object.entries(values)),
  twice: new Set(),
  unreadable: new Set(),
});
