import { lettersTo } from '../support/mailbox.ts';
import { expect, test } from '../support/own-petition.ts';
import { sitePort, siteUrl } from '../support/places.ts';
import { ask, askWithForm, type RawAnswer } from '../support/raw.ts';
import { confirmByPost, decreePage, post, signByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

const form = `${decreePage()}/signatures`;
const complete = (email = newAddress()) => `name=Test+Signer&email=${email}`;

/** The sentences of the page's summary of problems. */
const problemsOf = ({ text }: RawAnswer): string[] =>
  [...(/<div class="summary"[\s\S]*?<\/div>/.exec(text)?.[0] ?? '').matchAll(/<a href="#\w+">(.*?)<\/a>/g)].map(
    ([, words]) => words ?? '',
  );

const vectors: [string, string, string[]][] = [
  ['nothing at all', '', ['Enter your name', 'Enter your email address']],
  ['only separators', '&&&=&=&', ['Enter your name', 'Enter your email address']],
  ['fields nobody asked for', '__proto__=1&constructor=2&toString=3', ['Enter your name', 'Enter your email address']],
  ['no name', `email=${newAddress()}`, ['Enter your name']],
  ['a name of blanks', `name=+++&email=${newAddress()}`, ['Enter your name']],
  [
    'a zero-width space in the name',
    `name=Ada%E2%80%8B&email=${newAddress()}`,
    ['Name must not contain invisible or control characters'],
  ],
  ['a name of digits', `name=12345&email=${newAddress()}`, ['Name must contain at least one letter']],
  ['a formula for a name', `name=%3DSUM(A1)&email=${newAddress()}`, ['Name must not begin with =, +, - or @']],
  ['a web address for a name', `name=www.example.com&email=${newAddress()}`, ['Name must not contain a web address']],
  ['an unknown country', `${complete()}&country=ZZ`, ['Country must be one from the list']],
  ['a country in small letters', `${complete()}&country=de`, ['Country must be one from the list']],
  ['two email addresses', `${complete()}&email=${newAddress()}`, ['Email address was sent twice. Enter it once']],
  ['two names', `${complete()}&name=Other`, ['Name was sent twice. Enter it once']],
  [
    'NUL in the name',
    `name=A%00B&email=${newAddress()}`,
    ['Name contains characters that cannot be read. Type it again'],
  ],
  [
    'broken UTF-8 in the name',
    `name=A%ffB&email=${newAddress()}`,
    ['Name contains characters that cannot be read. Type it again'],
  ],
  [
    'an overlong UTF-8 form',
    `name=A%c0%afB&email=${newAddress()}`,
    ['Name contains characters that cannot be read. Type it again'],
  ],
  [
    'a surrogate in UTF-8',
    `name=A%ed%a0%80B&email=${newAddress()}`,
    ['Name contains characters that cannot be read. Type it again'],
  ],
  [
    'NUL in the address',
    'name=A&email=a%00@example.org',
    ['Email address contains characters that cannot be read. Type it again'],
  ],
  [
    'a line break in the address',
    'name=A&email=a%0d%0aBcc:b@example.org',
    ['Email address must look like name@example.org, in Latin letters before the @'],
  ],
  [
    'two addresses in one field',
    'name=A&email=a@example.org,b@example.org',
    ['Email address must look like name@example.org, in Latin letters before the @'],
  ],
  [
    'a quoted address',
    'name=A&email=%22a@x%22@example.org',
    ['Email address must look like name@example.org, in Latin letters before the @'],
  ],
  [
    'a full-width @',
    'name=A&email=a%EF%BC%A0example.org',
    ['Email address must look like name@example.org, in Latin letters before the @'],
  ],
  [
    'an invisible end of the address',
    'name=A&email=a@example.org%E2%80%8B',
    ['Email address must look like name@example.org, in Latin letters before the @'],
  ],
];

for (const [what, body, problems] of vectors) {
  test(`${what} is answered with what to mend`, async () => {
    const answer = await askWithForm(form, body);
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual(problems);
  });
}

test('a name of 10 kB comes back whole', async () => {
  const name = 'n'.repeat(10_000);
  const answer = await askWithForm(form, `name=${name}&email=${newAddress()}`);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`value="${name}"`);
});

test('what was typed comes back as text, never as markup', async () => {
  const markup = '"><script>alert(1)</script>';
  const answer = await askWithForm(
    form,
    new URLSearchParams({ name: markup, email: markup, share: markup, partner: markup, country: markup }).toString(),
  );
  expect(answer.status).toBe(422);
  expect(answer.text).not.toContain('<script>alert');
});

test('a body larger than 32 KB is refused, whether it says its size or not', async () => {
  const body = `name=${'n'.repeat(33 * 1024)}`;
  expect((await askWithForm(form, body)).status).toBe(413);
  const chunks = Array.from({ length: 40 }, () => `400\r\n${'n'.repeat(1024)}\r\n`).join('');
  expect((await askWithForm(form, `${chunks}0\r\n\r\n`, { 'transfer-encoding': 'chunked' })).status).toBe(413);
});

test('a form in chunks is read like any other', async () => {
  const body = complete();
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  expect((await askWithForm(form, chunked, { 'transfer-encoding': 'chunked' })).status).toBe(303);
});

test('only forms are read', async () => {
  for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain', '']) {
    const answer = await askWithForm(form, complete(), { 'content-type': type });
    expect(answer.status, type).toBe(415);
  }
});

test('a form is taken from this site alone', async ({ house }) => {
  const petition = await house.makePetition();
  const path = `/en/petitions/${petition.slug}/signatures`;
  const send = async (headers: Record<string, string>) => {
    const email = newAddress();
    const { status } = await ask({
      method: 'POST',
      path,
      body: complete(email),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
    return { status, email };
  };
  const elsewhere = 'https://elsewhere.example';
  const refused = [
    await send({}),
    await send({ origin: 'null' }),
    await send({ origin: elsewhere }),
    await send({ origin: siteUrl.replace('http:', 'https:') }),
    await send({ origin: `${siteUrl}.elsewhere.example` }),
    await send({ origin: `${siteUrl}/` }),
    await send({ origin: siteUrl, 'sec-fetch-site': 'cross-site' }),
    await send({ origin: siteUrl, 'sec-fetch-site': 'same-site' }),
    await send({ origin: siteUrl, 'sec-fetch-site': 'none' }),
    await send({ referer: `${siteUrl}${decreePage()}` }),
    await send({ host: 'elsewhere.example', origin: elsewhere }),
  ];
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
  expect((await send({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  expect((await send({ origin: siteUrl, 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  expect((await send({ origin: siteUrl })).status).toBe(303);
  for (const { email } of refused) expect(await lettersTo(email)).toEqual([]);
});

test('every door that acts refuses forms from elsewhere', async () => {
  const waiting = await signByPost({ email: newAddress() });
  const mine = await confirmByPost({ email: newAddress() });
  const doors = [
    `${waiting}/confirmation`,
    `${waiting}/refusal`,
    mine,
    `${mine}/withdrawal`,
    `${mine}/erasure`,
    `${mine}/following`,
  ];
  for (const path of doors.map((door) => `/en/signatures/${door}`)) {
    for (const headers of [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await askWithForm(path, 'sure=yes&stop=yes', headers)).status, path).toBe(403);
    }
  }
  expect((await ask({ path: `/en/signatures/${waiting}/confirmation` })).status).toBe(200);
  expect((await ask({ path: `/en/signatures/${mine}` })).status).toBe(200);
});

test('a petition, partner, campaign, update, page or share code that is not there answers 404', async () => {
  const gets = [
    '/en/petitions/nothing',
    '/en/petitions/nothing/sent',
    '/en/petitions/nothing/signatures',
    '/en/petitions/%D0%B6/signatures',
    '/en/petitions/a%0d%0aset-cookie:b/signatures',
    '/en/petitions/nothing/withdrawn',
    '/en/petitions/nothing/updates',
    '/en/petitions/nothing/with/three-cities',
    '/en/petitions/x/with/y',
    '/en/petitions/x/with/y/z',
    `${decreePage()}/with/nobody`,
    `${decreePage()}/with`,
    `${decreePage()}/updates/2`,
    `${decreePage()}/updates/01`,
    `${decreePage()}/updates/-1`,
    `${decreePage()}/updates/99999999999999999999`,
    '/en/campaigns/nothing',
    '/en/about/nothing',
    '/en/about/__proto__',
    '/s/zzzzzz',
    '/s/K7M2QA',
    '/s/x',
    '/s/%00',
    "/s/'%20or%201=1--",
    '/fr',
    '/fr/petitions/decree-ending-mobilisation',
    '/EN',
    '/en/en',
    '/en/petitions/%00',
    '/en/campaigns/%00',
    '/en/petitions/decree-ending-mobilisation%00',
    '/en/petitions/..%2f..%2fetc',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/wp-login.php',
    '/.env',
    '/api/v1/petitions/nothing/count',
    '/api/v1/petitions/nothing/stream',
  ];
  for (const path of gets) expect((await ask({ path })).status, path).toBe(404);
  expect((await askWithForm('/en/petitions/nothing/signatures', complete())).status).toBe(404);
  expect((await askWithForm('/en/nothing', '')).status).toBe(404);
});

test('the form’s own address leads back to the petition', async () => {
  const answer = await ask({ path: form });
  expect([answer.status, answer.headers.location]).toEqual([303, decreePage()]);
});

test('a closed petition takes nothing, saves nothing and shows a way on', async ({ house }) => {
  const petition = await house.makePetition();
  await house.closePetition(petition, 1);
  const email = newAddress();
  const answer = await askWithForm(`/en/petitions/${petition.slug}/signatures`, complete(email));
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('This petition is closed');
  expect(answer.text).toContain(`href="/en/petitions/${petition.slug}"`);
  expect(answer.text).toContain('href="/en"');
  const shown = await ask({ path: `/en/petitions/${petition.slug}` });
  expect(shown.text).toContain('It no longer takes signatures.');
  expect(shown.text).not.toContain('name="email"');
  expect(await lettersTo(email)).toEqual([]);
});

/** A page as it is whatever other tests publish meanwhile: the form below a spent link lists the open petitions. */
const withoutList = ({ text }: RawAnswer): string => text.replace(/<option[\s\S]*?<\/option>/g, '');

test('VE-06: links that lead nowhere are one page, byte for byte, whatever the reason', async () => {
  const withdrawn = await confirmByPost({ email: newAddress() });
  expect((await post(`/en/signatures/${withdrawn}/withdrawal`, { sure: 'yes' })).status).toBe(303);
  const lifted = await signByPost({ email: newAddress() });
  await post(`/en/signatures/${lifted}/refusal`, { sure: 'yes' });
  await post(`/en/signatures/${lifted}/refusal`, { lift: 'yes' });
  const refused = await signByPost({ email: newAddress() });
  await post(`/en/signatures/${refused}/refusal`, { sure: 'yes' });
  const tokens = [
    withdrawn,
    lifted,
    refused,
    'A'.repeat(43),
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}B`,
    'x',
    '%00',
    '..%2f',
    'A'.repeat(3000),
  ];
  const known = await ask({ path: '/en/signatures/nothing' });
  expect(known.status).toBe(404);
  expect(known.text).toContain('This link leads nowhere now');
  for (const token of tokens) {
    for (const act of ['', '/confirmation', '/withdrawal', '/erasure', '/following']) {
      const answer = await ask({ path: `/en/signatures/${token}${act}` });
      expect([answer.status, withoutList(answer) === withoutList(known)], `${token.slice(0, 50)}${act}`).toEqual([
        404,
        true,
      ]);
      const posted = await askWithForm(`/en/signatures/${token}${act}`, 'sure=yes');
      expect([posted.status, withoutList(posted) === withoutList(known)], `POST ${token.slice(0, 50)}${act}`).toEqual([
        404,
        true,
      ]);
    }
  }
  for (const token of tokens.filter((token) => token !== refused)) {
    const refusal = await ask({ path: `/en/signatures/${token}/refusal` });
    expect(withoutList(refusal), token.slice(0, 50)).toBe(withoutList(known));
  }
});

test('whatever stands in the query, a page comes back', async () => {
  const lists = [
    '?page=-1',
    '?page=0',
    '?page=1e9',
    '?page=NaN',
    '?page=99',
    '?q=%00',
    '?q=%ff',
    '?q=%25',
    "?q=';--",
    `?q=${'x'.repeat(5000)}`,
    '?state=%3Cscript%3Ealert(1)%3C/script%3E',
    '?q=%3Cscript%3Ealert(1)%3C/script%3E',
    '?q=a&q=b',
    '?q[]=a',
  ];
  const petitions = [
    '?share=%3Cscript%3Ealert(1)%3C/script%3E',
    '?share=zzzzzz',
    '?share=%00',
    '?share=r8vc5j&share=k7m2qa',
    '?__proto__=1',
  ];
  for (const path of [...lists.map((query) => `/en${query}`), ...petitions.map((query) => decreePage() + query)]) {
    const answer = await ask({ path });
    expect(answer.status, path).toBe(200);
    expect(answer.text, path).not.toContain('<script>alert');
  }
});

test('methods that a page does not know are refused', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE'])
    expect((await ask({ method, path: decreePage() })).status, method).toBe(405);
  expect((await askWithForm(decreePage(), complete())).status).toBe(405);
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const token = await signByPost({ email: newAddress() });
    expect((await ask({ method, path: `/en/signatures/${token}/confirmation` })).status, method).toBe(405);
  }
  for (const method of ['PROPFIND', 'NONSENSE']) {
    const { status } = await ask({ method, path: decreePage() });
    expect([400, 405, 501], `${method} answers ${status}`).toContain(status);
  }
});

test('a server action cannot be called', async () => {
  const answer = await askWithForm(decreePage(), complete(), { 'next-action': 'a'.repeat(40) });
  expect([404, 405]).toContain(answer.status);
});

test('a redirect never leads to another host', async () => {
  const paths = [
    '/',
    '//elsewhere.example',
    '/s/k7m2qa',
    `${form}?next=https://elsewhere.example`,
    '/en/petitions//elsewhere.example/signatures',
    '/en/petitions/%5celsewhere.example/signatures',
    '/en//elsewhere.example/',
    '/en/',
  ];
  for (const path of paths) {
    const { headers } = await ask({ path, headers: { 'x-forwarded-host': 'elsewhere.example' } });
    const target = new URL(headers.location ?? '/', `http://localhost:${sitePort}${path.replace(/^\/+/, '/')}`);
    expect(target.host, `${path} leads to ${headers.location}`).toBe(`localhost:${sitePort}`);
  }
});
