import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Short words in several languages, keyed by language tag ("en", "ar"). */
export type LocalText = { readonly [language: string]: string };

/** Raw bytes: hashes, keyed hashes and sealed fields. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
});

/** A moment, always with its zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
