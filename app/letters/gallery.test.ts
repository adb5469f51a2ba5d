import { expect, test } from '@/e2e/support/world.ts';
import { locales } from '@/lib/i18n/locales.ts';
import { samples } from '@/lib/mail/samples.ts';
import { GET as getPage } from './[letter]/[language]/route.ts';
import { GET as getSheet } from './[letter]/[language]/sheet/route.ts';
import { GET as getList } from './route.ts';

type Surroundings = 'development' | 'production';

/** As `npm run dev` and `npm start` set it; in a build Next.js writes it in. */
async function inSurroundings<T>(wanted: Surroundings, act: () => Promise<T>): Promise<T> {
  const usual = process.env.NODE_ENV;
  Object.assign(process.env, { NODE_ENV: wanted });
  return act().finally(() => Object.assign(process.env, { NODE_ENV: usual }));
}

const request = (path: string) => new Request(`http://localhost:3999${path}`);
const list = () => getList(request('/letters'), { params: Promise.resolve({}) });
const at = (letter: string, language: string) => ({ params: Promise.resolve({ letter, language }) });
const page = (letter: string, language: string) =>
  getPage(request(`/letters/${letter}/${language}`), at(letter, language));
const sheet = (letter: string, language: string, scheme: string) =>
  getSheet(request(`/letters/${letter}/${language}/sheet?scheme=${scheme}`), at(letter, language));

test('the list leads to every letter in every language, and each is there', async () => {
  await inSurroundings('development', async () => {
    const text = await (await list()).text();
    for (const { name } of samples) {
      for (const language of locales) {
        expect(text).toContain(`href="/letters/${name}/${language}"`);
        const answer = await page(name, language);
        expect(answer.status).toBe(200);
        expect((await answer.text()).match(/<iframe/g)).toHaveLength(4);
      }
    }
  });
});

test('a letter is shown in frames that run nothing, by the one page that may frame it', async () => {
  await inSurroundings('development', async () => {
    const [framing, framed] = [await page('thanks', 'ar'), await sheet('thanks', 'ar', 'dark')];
    const policy = framing.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/; frame-ancestors 'none'; frame-src 'self'$/);
    expect((await list()).headers.get('content-security-policy')).toBe(policy.replace("; frame-src 'self'", ''));
    expect(framed.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    );
    expect(await framing.text()).not.toMatch(/<iframe(?![^>]*sandbox="")/);
  });
});

test('a letter is shown in the scheme that was asked for', async () => {
  await inSurroundings('development', async () => {
    const [light, dark] = [await sheet('thanks', 'en', 'light'), await sheet('thanks', 'en', 'dark')];
    expect(await light.text()).toContain('color-scheme:light}');
    const text = await dark.text();
    expect(text).toContain('color-scheme:dark}');
    expect(text).toContain('@media all{.page');
  });
});

test('a letter or language that there is not is not found', async () => {
  await inSurroundings('development', async () => {
    for (const [letter, language] of [
      ['nothing', 'en'],
      ['thanks', 'xx'],
    ] as const) {
      expect((await page(letter, language)).status).toBe(404);
      expect((await sheet(letter, language, 'dark')).status).toBe(404);
    }
  });
});

test('in production none of it is there', async () => {
  await inSurroundings('production', async () => {
    for (const answer of [await list(), await page('thanks', 'en'), await sheet('thanks', 'en', 'dark')])
      expect(answer.status).toBe(404);
  });
});
