import { words } from '@/lib/i18n/words.ts';
import { teamPetitionPath } from '@/lib/urls.ts';
import { emptyPetition, openAs, publishDrafts, seeSoundPage } from '../support/drafts.ts';
import { cookieOf, makeMember, seat, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { askWithForm } from '../support/raw.ts';
import { ownerOf } from '../support/versions.ts';

const say = words('en');
const noScript = { javaScriptEnabled: false };

test('settings are saved, and a colleague who began earlier is shown both', async ({ browser, house: _ }) => {
  const { coalitionId, path } = await emptyPetition();
  const anna = await openAs(browser, { coalitionId, role: 'editor' }, noScript);
  const boris = await openAs(browser, { coalitionId, role: 'editor' });
  await anna.goto(`${path}/settings`);
  await boris.goto(`${path}/settings`);
  await anna.getByLabel('Goal steps').fill('200, 100');
  await anna.getByRole('button', { name: 'Save' }).click();
  await expect(anna.getByRole('alert').getByRole('link')).toHaveText(/Goal steps must rise/);
  await expect(anna.getByLabel('Goal steps')).toHaveValue('200, 100');
  await anna.getByLabel('Goal steps').fill('200, 300');
  await anna.getByLabel('Closing date and time, in UTC').fill('2020-01-01T10:00');
  await anna.getByRole('button', { name: 'Save' }).click();
  await expect(anna.getByRole('alert').getByRole('link')).toHaveText(/must be in the future/);
  await anna.getByLabel('Closing date and time, in UTC').fill('2099-01-01T10:00');
  await anna.getByRole('button', { name: 'Save' }).click();
  await expect(anna.getByText('Saved.', { exact: true })).toBeVisible();

  await boris.getByLabel('Goal steps').fill('400');
  await boris.getByRole('button', { name: 'Save' }).click();
  await expect(boris.getByRole('heading', { name: 'A colleague has saved other settings' })).toBeVisible();
  await expect(boris.locator('ins').filter({ hasText: '200, 300' })).toBeVisible();
  await expect(boris.getByLabel('Goal steps')).toHaveValue('400');
  await seeSoundPage(boris);
  await boris.getByRole('button', { name: 'Save mine' }).click();
  await expect(boris.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(boris.getByLabel('Goal steps')).toHaveValue('400');
  await expect(boris.getByLabel('Sealed', { exact: true })).toBeEnabled();
  await boris.getByText('Read the whole letter').first().click();
  await expect(boris.getByText('This address was entered on our site.').first()).toBeVisible();
});

test('the public form offers the boxes that were chosen, and a card has the words that were written', async ({
  browser,
  house: _,
}) => {
  const petition = await emptyPetition();
  const { coalitionId, path, slug } = petition;
  const page = await openAs(browser, { coalitionId, role: 'editor' }, noScript);
  await page.goto(`${path}/text`);
  for (const field of ['Title', 'Demand', 'Addressee', 'Act demanded', 'Text']) {
    await page.getByLabel(field, { exact: true }).fill('Words');
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.goto(`${path}/settings`);
  await page.getByLabel('Hand my name to the addressee').uncheck();
  await page.getByLabel('The partner through whom I came').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await publishDrafts(petition);

  const see = async (place: string) => {
    await page.goto(place);
    await expect(
      page.getByRole('group', { name: words('en')('signature.consents') }).getByRole('checkbox'),
    ).toHaveCount(1);
  };
  await see(`/en/petitions/${slug}`);
  await see(`/en/petitions/${slug}/with/partner-2`);
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', /Words/);

  await page.goto(`${path}/text`);
  await page.getByLabel('Share card: title').fill('Look at this');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(async () => {
    await page.goto(`/en/petitions/${slug}`);
    await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', 'Look at this', {
      timeout: 300,
    });
  }).toPass();
});

test('a text that cannot be taken comes back whole, with what is wrong with it', async ({ house: _ }) => {
  const { coalitionId, path } = await emptyPetition();
  const member = await makeMember({ coalitionId, role: 'editor' });
  const headers = { cookie: cookieOf(await signIn(member.accountId)) };
  const save = (fields: string) =>
    askWithForm(`${path}/text?language=en`, `revision=0&source_revision=0&${fields}`, headers);
  const long = await save(`body=${'a'.repeat(5 * 1024 * 1024)}`);
  expect(long.status).toBe(422);
  expect(long.text).toContain('Text: 100,000 characters at most, and these are 5,242,880');
  expect(long.text).toContain('a'.repeat(5 * 1024 * 1024));
  expect((await save(`body=${'a'.repeat(7 * 1024 * 1024)}`)).status).toBe(413);
  for (const [fields, sentence] of [
    [`title=${'t'.repeat(201)}`, 'Title: 200 characters at most, and these are 201'],
    [`demand=${'d'.repeat(1001)}`, 'Demand: 1,000 characters at most, and these are 1,001'],
    ['body=One%0D%0ATwo%00', 'Text contains characters that cannot be read'],
    ['body=One%0D%0A%E2%80%AEowT', 'Text: line 2 contains an invisible control character'],
    ['body=%FF', 'Text contains characters that cannot be read'],
    ['title=a&title=b', 'Title was sent twice'],
  ] as const) {
    const answer = await save(fields);
    expect([answer.status, answer.text.includes(sentence)], sentence).toEqual([422, true]);
    expect(answer.text).toContain('<title>Error: ');
  }
  const history = await askWithForm(`${path}/text?language=en`, 'revision=junk&title=a', headers);
  expect(history.status).toBe(409);
});

test('a public petition becomes private once; why it becomes nothing stricter is said where the mode stands', async ({
  browser,
  house,
}) => {
  const petition = await house.makePetition({ privacyMode: 'public' });
  const { slug } = petition;
  const { owner } = await ownerOf(petition);
  const context = await browser.newContext({ ...noScript, baseURL: siteUrl });
  await seat(context, owner);
  const page = await context.newPage();
  const settings = `${teamPetitionPath(owner.coalition.slug, slug)}/settings`;
  const others = say('privacy.tighten.others');
  await page.goto(settings);
  await expect(page.getByText(others)).toBeVisible();
  await page.getByRole('link', { name: say('privacy.tighten') }).click();
  await expect(page.getByText(others)).toBeVisible();
  await page.getByRole('button', { name: say('privacy.tighten.button') }).click();
  await expect(page.getByLabel('Private', { exact: true })).toBeChecked();
  await expect(page.getByText(others)).toBeVisible();
  await expect(page.getByRole('link', { name: say('privacy.tighten') })).toHaveCount(0);
  await page.goto(`${teamPetitionPath(owner.coalition.slug, slug)}/privacy`);
  await expect(page.getByText(say('privacy.tighten.not-public'))).toBeVisible();
  await expect(page.getByText(others)).toBeVisible();
  await expect(page.getByRole('button', { name: say('privacy.tighten.button') })).toHaveCount(0);
});

for (const language of ['en', 'ar'] as const) {
  test(`every page of the editor is sound on a phone (${language})`, async ({ browser, house: _ }) => {
    test.slow();
    const { coalition, coalitionId, path } = await emptyPetition();
    const options = { viewport: { width: 360, height: 740 } };
    const page = await openAs(browser, { coalitionId, role: 'owner', language }, options);
    for (const place of [
      coalition,
      `${coalition}/petitions`,
      `${path}/text`,
      `${path}/text?language=ar`,
      `${path}/text/history?language=ar`,
      `${path}/settings`,
    ]) {
      await page.goto(place);
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
      await seeSoundPage(page);
    }
  });
}

test('the overview leads to what is to be done, and roles see what is theirs', async ({ browser, house: _ }) => {
  const { coalition, coalitionId } = await emptyPetition();
  const page = await openAs(browser, { coalitionId, role: 'editor' });
  await page.goto(coalition);
  await expect(page.getByRole('link', { name: 'No text yet: write it' })).toBeVisible();
  const guard = await openAs(browser, { coalitionId, role: 'moderator' });
  await guard.goto(`${coalition}/petitions`);
  await expect(guard.getByRole('heading', { name: 'Your role does not open this' })).toBeVisible();
});
