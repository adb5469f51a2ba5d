import { createHash } from 'node:crypto';
import { expect, test } from '../support/own-petition.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { confirmByPost, decreePage, signByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

const safe = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
};

function seeSafeHeaders(answer: RawAnswer): void {
  expect(answer.headers).toMatchObject(safe);
  for (const name of ['x-powered-by', 'server', 'x-nextjs-cache', 'set-cookie'])
    expect(answer.headers).not.toHaveProperty(name);
}

/** The policy names the page's own style by its hash, so it is worked out from the page itself. */
function seePolicy(answer: RawAnswer): void {
  const style = /<style>([\s\S]*?)<\/style>/.exec(answer.text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(style).not.toBe('');
  expect(answer.headers['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; script-src 'self'; connect-src 'self'; ` +
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
}

const form = `${decreePage()}/signatures`;
const complete = () => `name=Test+Signer&email=${newAddress()}`;

const pages: [string, number, () => Promise<RawAnswer>][] = [
  ['the list', 200, () => ask({ path: '/en' })],
  ['the petition', 200, () => ask({ path: decreePage() })],
  ['an about page', 200, () => ask({ path: '/ar/about/privacy' })],
  ['an unknown page', 404, () => ask({ path: '/en/nothing' })],
  ['an unknown page outside all languages', 404, () => ask({ path: '/nothing/at/all' })],
  ['a spent link', 404, () => ask({ path: '/en/signatures/nothing/confirmation' })],
  ['a form with problems', 422, () => askWithForm(form, '')],
  ['a form that is too large', 413, () => askWithForm(form, 'n'.repeat(40_000))],
  ['a form of an unknown kind', 415, () => askWithForm(form, '{}', { 'content-type': 'application/json' })],
  ['a form from elsewhere', 403, () => askWithForm(form, complete(), { origin: 'https://elsewhere.example' })],
];

for (const [name, status, answer] of pages) {
  test(`${name} (${status}) has the policy and all safe headers`, async () => {
    const answered = await answer();
    expect(answered.status).toBe(status);
    seeSafeHeaders(answered);
    seePolicy(answered);
  });
}

test('a form that came too late (409) has the policy and all safe headers', async ({ house }) => {
  const petition = await house.makePetition();
  await house.closePetition(petition, 1);
  const answered = await askWithForm(`/en/petitions/${petition.slug}/signatures`, complete());
  expect(answered.status).toBe(409);
  seeSafeHeaders(answered);
  seePolicy(answered);
});

test('answers that are no pages have all safe headers, too', async () => {
  const answers = [
    await askWithForm(form, complete()),
    await ask({ path: '/' }),
    await ask({ path: '/s/k7m2qa' }),
    await ask({ path: '/live.js' }),
    await ask({ path: '/icon.svg' }),
    await ask({ path: '/livez' }),
    await ask({ path: '/api/v1/petitions/decree-ending-mobilisation/count' }),
    await ask({ path: '/api/v1/petitions/nothing/count' }),
    await ask({ method: 'PUT', path: decreePage() }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 200, 200, 200, 200, 404, 405]);
  for (const answer of answers) seeSafeHeaders(answer);
});

test('PV-12: pages that belong to one person are stored nowhere', async () => {
  const waiting = await signByPost({ email: newAddress() });
  const mine = await confirmByPost({ email: newAddress() });
  const paths = [
    `/en/signatures/${waiting}/confirmation`,
    `/en/signatures/${waiting}/refusal`,
    ...['', '/following', '/withdrawal', '/erasure', '/confirmation', '/refusal'].map(
      (act) => `/en/signatures/${mine}${act}`,
    ),
    '/en/signatures/nothing',
    '/en/signatures/lifted',
    `${decreePage()}/sent`,
    `${decreePage()}/withdrawn`,
  ];
  for (const path of paths) {
    const { headers } = await ask({ path });
    expect(headers['cache-control'], path).toBe('no-store');
    expect(headers, path).not.toHaveProperty('etag');
  }
  for (const answer of [await askWithForm(form, ''), await askWithForm(form, complete())]) {
    expect(answer.headers['cache-control']).toBe('no-store');
  }
});

test('pages that are the same for everybody may be shared for a second', async () => {
  for (const path of ['/en', decreePage(), `${decreePage()}/updates`, '/en/campaigns/end-mobilisation-by-decree']) {
    expect((await ask({ path })).headers['cache-control'], path).toBe(
      'public, max-age=0, s-maxage=1, stale-if-error=300',
    );
  }
});

test('PV-12: titles of pages that belong to one person name no petition', async () => {
  const waiting = await signByPost({ email: newAddress() });
  const mine = await confirmByPost({ email: newAddress() });
  for (const path of [`${waiting}/confirmation`, mine, `${mine}/following`, `${mine}/withdrawal`]) {
    const { text } = await ask({ path: `/en/signatures/${path}` });
    expect(/<title>(.*)<\/title>/.exec(text)?.[1]).not.toMatch(/decree|mobilisation/i);
  }
});
