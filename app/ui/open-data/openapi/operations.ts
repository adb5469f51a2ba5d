import { PETITIONS_PER_PAGE, petitionOrders, petitionStates } from '@/lib/petition/list.ts';
import { LONGEST_QUESTION } from '@/lib/petition/search.ts';
import { LARGEST_PAGE } from '../list-query.ts';
import { ref, type Schema } from './schemas.ts';

const asked = (name: string, schema: Schema, description: string): Schema => ({
  name,
  in: 'query',
  schema,
  description,
});

const slugParameter: Schema = {
  name: 'slug',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: 'The petition’s name in addresses',
};

const language = asked(
  'lang',
  { type: 'string' },
  'The language wished for, such as "ru"; another comes where there is none',
);

const json = (description: string, schema: Schema): Schema => ({
  description,
  headers: { ETag: { schema: { type: 'string' } }, 'Cache-Control': { schema: { type: 'string' } } },
  content: { 'application/json': { schema } },
});

const problem = (description: string, waits = false): Schema => ({
  description,
  ...(waits ? { headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } } } : {}),
  content: { 'application/problem+json': { schema: ref('Problem') } },
});

const unchanged: Schema = { description: 'As If-None-Match knows it' };

/** What any reading can end in. */
const always = {
  304: unchanged,
  429: problem('Too many requests from this source', true),
  503: problem('The database is away', true),
};

const missing = { 404: problem('There is no such petition') };

const get = (operationId: string, summary: string, parameters: readonly Schema[], responses: Schema): Schema => ({
  get: { operationId, summary, tags: ['read'], parameters, responses: { ...responses, ...always } },
});

const list = get(
  'listPetitions',
  'Petitions, searched, filtered and sorted',
  [
    asked('q', { type: 'string', maxLength: LONGEST_QUESTION }, 'Words that the text must hold, in any language'),
    asked('state', { enum: petitionStates }, 'Only those'),
    asked('sort', { enum: petitionOrders, default: 'newest' }, 'The order'),
    asked('page', { type: 'integer', minimum: 1, default: 1 }, 'From 1'),
    asked('per_page', { type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: PETITIONS_PER_PAGE }, 'How many'),
    language,
  ],
  { 200: json('One page', ref('PetitionList')), 400: problem('A parameter makes no sense') },
);

const stream = get('streamCount', 'The count, and again whenever it moves', [slugParameter], {
  200: {
    description:
      'Server-sent events: `event: count` with a Count as data, and a comment every 25 s. Where this ends in 429 or 503, ask for the count instead',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
  ...missing,
});

const sign: Schema = {
  post: {
    operationId: 'sign',
    summary: 'Takes a signature; the signer confirms it from their mailbox',
    tags: ['sign'],
    description:
      'For servers: pages of other sites are refused, and there is no CORS. Accept-Language chooses the language of the letter and of the errors. Where proof is asked for (429 with `proof`), send the same again: with `ticket` after Retry-After, or with `work` at once.',
    parameters: [slugParameter],
    requestBody: { required: true, content: { 'application/json': { schema: ref('Signature') } } },
    responses: {
      202: {
        description: 'The same for everybody: new, waiting, confirmed or blocked',
        content: { 'application/json': { schema: ref('Accepted') } },
      },
      400: problem('No JSON object'),
      403: problem('Sent by a page of another site'),
      404: problem('There is no such petition'),
      409: problem('It no longer takes signatures'),
      413: problem('Larger than 32 KB'),
      415: problem('Not application/json'),
      422: problem('Something must be mended; `errors` says what'),
      429: problem('Too many from this source, or, with `proof`, a moment is asked for', true),
      503: problem('Paused, or the database is away', true),
    },
  },
};

export const paths: Readonly<Record<string, Schema>> = {
  '/petitions': list,
  '/petitions/{slug}': get('readPetition', 'One petition', [slugParameter, language], {
    200: json('The petition', ref('Petition')),
    ...missing,
  }),
  '/petitions/{slug}/count': get('readCount', 'The number alone', [slugParameter], {
    200: json('The count', ref('Count')),
    ...missing,
  }),
  '/petitions/{slug}/stream': stream,
  '/petitions/{slug}/daily': get('readDays', 'Day by day', [slugParameter], {
    200: json('From publication to today', ref('Days')),
    ...missing,
  }),
  '/petitions/{slug}/daily.csv': get('readDaysAsTable', 'Day by day, as a table', [slugParameter], {
    200: { description: 'RFC 4180', content: { 'text/csv': { schema: { type: 'string' } } } },
    ...missing,
  }),
  '/petitions/{slug}/signatures': sign,
  '/openapi.json': {
    get: {
      operationId: 'describe',
      summary: 'This description',
      tags: ['read'],
      responses: { 200: json('OpenAPI 3.1', { type: 'object' }), ...always },
    },
  },
};
