import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { GET as describe } from '@/app/api/v1/openapi.json/route.ts';
import { GET as readCount } from '@/app/api/v1/petitions/[slug]/count/route.ts';
import { GET as readDays } from '@/app/api/v1/petitions/[slug]/daily/route.ts';
import { GET as readDaysAsTable } from '@/app/api/v1/petitions/[slug]/daily.csv/route.ts';
import { GET as readPetition } from '@/app/api/v1/petitions/[slug]/route.ts';
import { POST as sign } from '@/app/api/v1/petitions/[slug]/signatures/route.ts';
import { GET as readList } from '@/app/api/v1/petitions/route.ts';
import { plantDay } from '@/e2e/support/numbers.ts';
import { newSource } from '@/e2e/support/sources.ts';
import { closePetition, expect, makePetition, newAddress, signAndConfirm, test } from '@/e2e/support/world.ts';
import { SOCKET_HEADER } from '@/lib/rate-limit/socket.ts';
import { describeApi } from './document.ts';

const origin = 'http://localhost:3999';
const document = describeApi(origin);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, 'api');

type Door = (request: Request, context: { params: Promise<{ slug: string }> }) => Promise<Response>;

interface Asked {
  readonly door: Door;
  /** As the document has it. */
  readonly path: string;
  readonly slug?: string;
  readonly search?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = ({ body, door, headers, path, search = '', slug = '' }: Asked): Promise<Response> =>
  door(
    new Request(`${origin}/api/v1${path.replace('{slug}', slug)}${search}`, {
      headers: {
        [SOCKET_HEADER]: newSource(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { method: 'POST', body }),
    }),
    { params: Promise.resolve({ slug }) },
  );

/** Sees that the document knows this answer by its status and its type, and every field of it. */
async function seeDescribed(asked: Asked, status: number): Promise<Record<string, unknown>> {
  const answer = await ask(asked);
  expect(answer.status).toBe(status);
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const steps = [
    'paths',
    asked.path,
    asked.body === undefined ? 'get' : 'post',
    'responses',
    String(status),
    'content',
    type,
    'schema',
  ];
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = ajv.getSchema(`api#/${pointer}`);
  if (!validate) throw new Error(`${pointer} is not described.`);
  const told = type.endsWith('json') ? await answer.json() : await answer.text();
  expect(validate(told) ? [] : validate.errors).toEqual([]);
  return told as Record<string, unknown>;
}

test('the description itself is sound OpenAPI 3.1', async () => {
  const { errors, valid } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  const told = await seeDescribed({ door: describe, path: '/openapi.json' }, 200);
  expect(told).toEqual(JSON.parse(JSON.stringify(document)));
});

test('AP-01: every reading answers with what the description says, and nothing more', async () => {
  const petition = await makePetition({ goalSteps: [2, 10] });
  await signAndConfirm(petition, { partner: 'partner-1' });
  await plantDay(petition, { day: '2026-01-01', confirmed: 3 });
  const { slug } = petition;
  const list = await seeDescribed({ door: readList, path: '/petitions', search: '?per_page=3&sort=signatures' }, 200);
  expect(list).toMatchObject({ page: 1, per_page: 3 });
  const told = await seeDescribed({ door: readPetition, path: '/petitions/{slug}', slug }, 200);
  expect(told).toMatchObject({
    id: petition.id,
    slug,
    title: 'Sign the decree',
    goal: 2,
    state: 'open',
    closes_at: null,
  });
  expect(told.text_sha256).toBe(petition.text.sha256);
  await seeDescribed({ door: readCount, path: '/petitions/{slug}/count', slug }, 200);
  const { days } = await seeDescribed({ door: readDays, path: '/petitions/{slug}/daily', slug }, 200);
  const table = await seeDescribed({ door: readDaysAsTable, path: '/petitions/{slug}/daily.csv', slug }, 200);
  expect(String(table).split('\r\n')[0]).toBe('"day","confirmed","withdrawn","invalidated","total"');
  expect(String(table).trim().split('\r\n')).toHaveLength((days as unknown[]).length + 1);
});

test('a petition that closed says when, in the list as on its own', async () => {
  const closed = await makePetition({ title: 'Closed quietly', closesAt: new Date(Date.now() + 3_600_000) });
  await closePetition(closed);
  const told = async () => seeDescribed({ door: readPetition, path: '/petitions/{slug}', slug: closed.slug }, 200);
  await expect.poll(async () => (await told()).state).toBe('closed');
  const list = await seeDescribed({ door: readList, path: '/petitions', search: '?q=quietly&state=closed' }, 200);
  expect(list.petitions).toMatchObject([{ slug: closed.slug, closes_at: (await told()).closes_at }]);
});

test('a text that is not there in the language asked for comes in another, and says which', async () => {
  const { slug } = await makePetition();
  const asked = { door: readPetition, path: '/petitions/{slug}', slug };
  for (const search of ['?lang=ru', '?lang=en', '?lang=%00', '?lang=__proto__', ''])
    expect((await seeDescribed({ ...asked, search }, 200)).language).toBe('en');
});

test('what is not there is a described problem, without a word on what was asked for', async () => {
  for (const slug of ['nothing-here', 'NOTHING', '..', '%00']) {
    for (const [door, path] of [
      [readPetition, '/petitions/{slug}'],
      [readCount, '/petitions/{slug}/count'],
      [readDays, '/petitions/{slug}/daily'],
      [readDaysAsTable, '/petitions/{slug}/daily.csv'],
    ] as const)
      expect(JSON.stringify(await seeDescribed({ door, path, slug }, 404))).not.toContain(slug);
  }
});

test('WE-10: a list that makes no sense is a problem with a sentence per parameter', async () => {
  const wrong: Readonly<Record<string, string>> = {
    page: '?page=-1',
    per_page: '?per_page=101',
    state: '?state=burnt',
    sort: '?sort=secrets',
    q: `?q=${'x'.repeat(10_000)}`,
  };
  for (const [field, search] of Object.entries(wrong)) {
    const { errors } = await seeDescribed({ door: readList, path: '/petitions', search }, 400);
    expect(Object.keys(errors as object), search).toEqual([field]);
  }
  for (const search of ['?page=501', '?page=1e1', '?page=0', '?page=', '?page=999999999999'])
    await seeDescribed({ door: readList, path: '/petitions', search }, 400);
  const empty = await seeDescribed({ door: readList, path: '/petitions', search: '?page=500' }, 200);
  expect(empty).toMatchObject({ petitions: [], links: { next: null } });
});

test('AP-04: whoever reads too fast is told when to come back', async () => {
  const headers = { [SOCKET_HEADER]: newSource() };
  const asked = { door: readList, path: '/petitions', search: '?page=0', headers };
  for (let n = 0; n < 300; n += 1) expect((await ask(asked)).status).toBe(400);
  const answer = await ask(asked);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  await seeDescribed(asked, 429);
});

const post = (slug: string, body: unknown, headers = {}): Asked => ({
  door: sign,
  path: '/petitions/{slug}/signatures',
  slug,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('every answer to a posted signature is described', async () => {
  const { slug } = await makePetition();
  const whole = { name: 'Ada', email: newAddress() };
  expect(await seeDescribed(post(slug, whole), 202)).toEqual({ status: 'look-in-your-inbox' });
  await seeDescribed(post(slug, whole, { origin: 'https://elsewhere.example' }), 403);
  await seeDescribed(post('nothing-here', whole), 404);
  await seeDescribed(post(slug, whole, { 'content-type': 'text/plain' }), 415);
  await seeDescribed(post(slug, { name: 'x'.repeat(40_000) }), 413);
  for (const body of ['', '{', '[]', 'null', '"x"', '1', '['.repeat(10_000)]) await seeDescribed(post(slug, body), 400);
  const problems = await seeDescribed(post(slug, { name: '', email: 'nobody' }), 422);
  expect(Object.keys(problems.errors as object).sort()).toEqual(['email', 'name']);
  const closed = await makePetition();
  await closePetition(closed);
  await expect.poll(async () => (await ask(post(closed.slug, whole))).status).toBe(409);
  await seeDescribed(post(closed.slug, whole), 409);
});
