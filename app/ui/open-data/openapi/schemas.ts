import { petitionStates } from '@/lib/petition/list.ts';
import { privacyModes } from '@/lib/petition/modes.ts';

/** JSON Schema 2020-12, as OpenAPI 3.1 has it. Every object says all that it holds: a test finds anything more (AP-01). */
export type Schema = { readonly [word: string]: unknown };

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object of exactly these fields, all of them there. */
export const exactly = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

const text = (description: string): Schema => ({ type: 'string', description });
const number = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
const moment = (description: string): Schema => ({ type: 'string', format: 'date-time', description });
const link: Schema = { type: 'string', format: 'uri' };
const orNull = (schema: Schema): Schema => ({ ...schema, type: [schema.type, 'null'] });

const slug: Schema = {
  type: 'string',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  description: 'The petition’s name in addresses',
};

const numbers = {
  count: number(
    'Confirmed signatures, less those withdrawn, less those found invalid. In steps of five where the petition is sealed',
  ),
  goal: { type: 'integer', minimum: 1, description: 'The next goal; after the last one, the last' },
  as_of: moment('When the count was last exact'),
};

const spoken = {
  language: text(
    'The language of the texts below. What was asked for where there is such a text, else English, else the first',
  ),
  title: text('The title'),
  demand: text('The demand in a few sentences'),
  addressee: text('Whom it is addressed to'),
};

const version = {
  languages: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'All languages of the text' },
  text_version: { type: 'integer', minimum: 1, description: 'The version in force; a published version never changes' },
  text_sha256: {
    type: 'string',
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 of that version in all its languages',
  },
};

const life = {
  state: { enum: petitionStates, description: 'A demand is met by a signed act alone' },
  published_at: moment('When it was first published'),
  closes_at: orNull(moment('When it stops or stopped taking signatures; null for no date')),
};

const links = exactly({
  self: link,
  page: link,
  count: link,
  stream: link,
  daily: link,
  daily_csv: link,
  signatures: link,
  feed: link,
  log: link,
});

const listed = { id: { type: 'string', format: 'uuid' }, slug, ...spoken, ...version, ...life, ...numbers, links };

const partner = exactly({
  slug,
  name: { type: 'object', additionalProperties: { type: 'string' }, description: 'By language' },
  is_lead: { type: 'boolean' },
  endorsed_on: orNull({ type: 'string', format: 'date', description: 'The day it endorsed the version in force' }),
  count: number('Of the count, how many came through this partner'),
});

const checkpoint: Schema = {
  description: 'The transparency log as it was last published, some seconds behind the count; null while there is none',
  oneOf: [{ type: 'null' }, exactly({ size: number('Entries'), root: text('The root hash') })],
};

const day = exactly({
  day: { type: 'string', format: 'date', description: 'UTC' },
  confirmed: number('Confirmed on that day'),
  // What was found invalid can be taken back, also on a later day.
  withdrawn: { type: 'integer', description: 'Withdrawn by their signers' },
  invalidated: { type: 'integer', description: 'Found invalid, less what was put back' },
  total: number('The count when the day ended'),
});

const box = (description: string): Schema => ({
  description: `${description}. true or "yes" is a tick; anything else is none`,
  type: ['boolean', 'string', 'null'],
});

const signature: Schema = {
  type: 'object',
  description: 'The fields of the form. A count-only petition takes the address alone',
  properties: {
    name: { type: 'string', maxLength: 100 },
    email: { type: 'string', description: 'Where the letter goes; nothing counts before it is confirmed' },
    country: { type: 'string', description: 'ISO 3166-1 alpha-2, or empty' },
    display: {
      type: 'string',
      enum: ['', 'none', 'initials', 'full'],
      description: 'Whether the name is shown publicly',
    },
    deliver: box('The name may be delivered to the addressee'),
    updates: box('The coalition may write'),
    partner_updates: box('The partner may write'),
    share: { type: 'string', description: 'The code of a share link' },
    partner: { type: 'string', description: 'The slug of a partner' },
    email_anyway: box('Signs although the mail provider may be read by the authorities, after an error said so'),
    ticket: { type: 'string', description: 'From an earlier answer’s proof, once Retry-After is over' },
    work: {
      type: 'string',
      description: 'Base64 of {"challenge", "solution"}: the solved challenge (ALTCHA, version 2)',
    },
  },
  required: ['email'],
};

const problem: Schema = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    errors: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'By field: how to mend it, in the language of Accept-Language',
    },
    proof: exactly(
      { ticket: { type: 'string' }, challenge: { type: 'object' } },
      { description: 'With 429 for a signature: send the same again with one of the two' },
    ),
  },
  required: ['type', 'title', 'status'],
  additionalProperties: false,
};

export const schemas: Readonly<Record<string, Schema>> = {
  ListedPetition: exactly(listed),
  Petition: exactly({
    ...listed,
    act: text('The act demanded'),
    text: text('The whole text, Markdown'),
    privacy_mode: { enum: privacyModes },
    record: exactly({ said: number('Lines that are words'), signed: number('Lines that are signed acts') }),
    partners: { type: 'array', items: partner },
  }),
  PetitionList: exactly({
    petitions: { type: 'array', items: ref('ListedPetition'), maxItems: 100 },
    matching: number('On all pages together'),
    page: { type: 'integer', minimum: 1 },
    per_page: { type: 'integer', minimum: 1, maximum: 100 },
    links: exactly({ self: link, previous: orNull(link), next: orNull(link) }),
  }),
  Count: exactly({ slug, ...numbers, checkpoint }),
  Days: exactly({ slug, as_of: numbers.as_of, days: { type: 'array', items: day } }),
  Signature: signature,
  Accepted: exactly({ status: { const: 'look-in-your-inbox' } }),
  Problem: problem,
};
