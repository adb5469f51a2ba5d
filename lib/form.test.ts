import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { isOneClick, LARGEST_FORM, type PostedForm, readForm } from './form.ts';

const urlencoded = 'application/x-www-form-urlencoded';

const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  readForm(
    new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': urlencoded, ...headers } }),
  );

async function read(body: BodyInit | null): Promise<PostedForm> {
  const form = await post(body);
  if (typeof form === 'string') throw new Error(`The form is ${form}.`);
  return form;
}

/** A body that says nothing of its size, and tells how much of it was taken. */
function streamOf(bytes: number) {
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken.bytes >= bytes) return controller.close();
      taken.bytes += 1024;
      controller.enqueue(new Uint8Array(1024).fill(97));
    },
  });
  const request = new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': urlencoded },
    // The fetch of Node wants to be told that it need not answer before the body ends; its type does not know.
    ...{ duplex: 'half' },
  });
  return { taken, request };
}

test('a form of 32 KB is read', async () => {
  const form = await read(`name=${'a'.repeat(LARGEST_FORM - 5)}`);
  expect(form.values.get('name')).toHaveLength(LARGEST_FORM - 5);
});

test('a form one byte larger is too large', async () => {
  expect(await post(`name=${'a'.repeat(LARGEST_FORM - 4)}`)).toBe('too-large');
});

test('a form that says it is too large is not read at all', async () => {
  expect(await post('name=Anna', { 'content-length': String(LARGEST_FORM + 1) })).toBe('too-large');
});

test('a form that hides its size is given up when it grows too large', async () => {
  const { request, taken } = streamOf(10 * 1024 * 1024);
  expect(await readForm(request)).toBe('too-large');
  expect(taken.bytes).toBeLessThanOrEqual(LARGEST_FORM + 4 * 1024);
});

test('a form that hides its size and is small is read', async () => {
  const { request } = streamOf(2048);
  expect(typeof (await readForm(request))).toBe('object');
});

for (const type of ['', 'text/plain', 'application/json', 'multipart/form-data; boundary=x', `x${urlencoded}`]) {
  test(`a form of type "${type}" is unsupported`, async () => {
    expect(await post('name=Anna', { 'content-type': type })).toBe('unsupported');
  });
}

test('the type may name a charset and be in capitals', async () => {
  expect(typeof (await post('a=b', { 'content-type': `${urlencoded.toUpperCase()} ; charset=UTF-8` }))).toBe('object');
});

test('plus and percent are decoded once', async () => {
  const { values } = await read('name=Anna+B%2BC%20D&x%5By%5D=%2520&cyrillic=%D0%90%d0%bd');
  expect(Object.fromEntries(values)).toEqual({ name: 'Anna B+C D', 'x[y]': '%20', cyrillic: 'Ан' });
});

test('a percent sign that starts nothing stands for itself', async () => {
  const { unreadable, values } = await read('a=100%&b=%zz&c=%4');
  expect(Object.fromEntries(values)).toEqual({ a: '100%', b: '%zz', c: '%4' });
  expect(unreadable.size).toBe(0);
});

test('a field without a value is empty, and an equals sign belongs to the value', async () => {
  const { values } = await read('a&b=&c=d=e&&=f');
  expect(Object.fromEntries(values)).toEqual({ a: '', b: '', c: 'd=e', '': 'f' });
});

test('of a field that came twice the first value stands, and it is told', async () => {
  const { twice, values } = await read('a=1&b=2&%61=3');
  expect(values.get('a')).toBe('1');
  expect([...twice]).toEqual(['a']);
});

test('NUL makes a field unreadable', async () => {
  expect([...(await read('a=x%00y&b=z')).unreadable]).toEqual(['a']);
});

for (const broken of ['%ff', '%c3', '%c3%28', '%ed%a0%80', '%f5%80%80%80', '%c0%80', '%e2%82']) {
  test(`broken UTF-8 (${broken}) makes a field unreadable and nothing else`, async () => {
    const { unreadable, values } = await read(`a=x${broken}y&b=z`);
    expect([...unreadable]).toEqual(['a']);
    expect(values.get('a')).toContain('\ufffd');
    expect(values.get('b')).toBe('z');
  });
}

test('broken UTF-8 that is sent as it is makes a field unreadable, too', async () => {
  const form = await read(Buffer.from([0x61, 0x3d, 0xff]));
  expect([...form.unreadable]).toEqual(['a']);
});

test('an empty body is an empty form', async () => {
  expect((await read('')).values.size).toBe(0);
  expect((await read(null)).values.size).toBe(0);
});

test('what a browser encodes is what is read', async () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(text, text), async (fields) => {
      const { twice, unreadable, values } = await read(new URLSearchParams(fields));
      expect([...values]).toEqual(Object.entries(fields));
      expect(twice.size + unreadable.size).toBe(0);
    }),
    { numRuns: 300, examples: [[{ a: '\ufeffx', '\ufeff': '' }]] },
  );
});

test('no bytes whatever make reading break', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect(typeof (await post(Buffer.from(bytes)))).toBe('object');
    }),
    { numRuns: 300 },
  );
});

const clicks = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  isOneClick(new Request('http://localhost/', { method: 'POST', body, headers }));

const multipart = (fields: readonly (readonly [string, string])[]): FormData => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

test('EM-07: one click is known in both kinds that RFC 8058 allows', async () => {
  for (const type of [urlencoded, `${urlencoded}; charset=utf-8`, 'Application/X-WWW-Form-Urlencoded'])
    expect(await clicks('List-Unsubscribe=One-Click', { 'content-type': type }), type).toBe(true);
  expect(await clicks('List-Unsubscribe=One-Click\r\n', { 'content-type': urlencoded })).toBe(true);
  expect(await clicks(multipart([['List-Unsubscribe', 'One-Click']]))).toBe(true);
});

test('no other body is one click, however little differs', async () => {
  for (const body of [
    '',
    'List-Unsubscribe',
    'List-Unsubscribe=',
    'List-Unsubscribe=one-click',
    'list-unsubscribe=One-Click',
    'List-Unsubscribe=One-Click&updates=yes',
    'updates=yes&List-Unsubscribe=One-Click',
    'List-Unsubscribe=One-Click&List-Unsubscribe=One-Click',
    'List%2DUnsubscribe=One-Click',
    `List-Unsubscribe=One-Click${' '.repeat(3_000)}`,
  ])
    expect(await clicks(body, { 'content-type': urlencoded }), body).toBe(false);
  for (const type of ['text/plain', 'application/json', 'multipart/form-data', 'multipart/form-data; boundary=x', ''])
    expect(await clicks('List-Unsubscribe=One-Click', { 'content-type': type }), type).toBe(false);
  for (const fields of [
    [],
    [['List-Unsubscribe', 'Two-Clicks']],
    [
      ['List-Unsubscribe', 'One-Click'],
      ['updates', 'yes'],
    ],
  ] as const)
    expect(await clicks(multipart(fields))).toBe(false);
});
