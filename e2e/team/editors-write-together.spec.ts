import { emptyPetition, openAs, publishDrafts, seeSoundPage } from '../support/drafts.ts';
import { expect, test } from '../support/own-petition.ts';

const noScript = { javaScriptEnabled: false };

test('an editor creates a petition, and what is typed saves itself', async ({ browser, house: _ }) => {
  const { coalition, coalitionId } = await emptyPetition();
  const page = await openAs(browser, { coalitionId, role: 'editor', name: 'Anna' });
  await page.goto(coalition);
  await page.getByRole('link', { name: 'New petition' }).click();
  await page.getByLabel('Working title').fill(`Sign it ${coalitionId}`);
  await page.getByRole('button', { name: 'Create the petition' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'nobody but your coalition' })).toBeVisible();
  await page.getByLabel('Demand', { exact: true }).fill('We demand a decree.');
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  const saved = page.waitForResponse(
    async (answer) => (answer.request().postData() ?? '').includes('strong') && answer.url().includes('/text?'),
  );
  await page.getByLabel('Text', { exact: true }).fill('A **strong** text.');
  await expect(page.locator('#preview strong').filter({ hasText: 'strong' })).toBeVisible();
  expect((await saved).status()).toBe(200);
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue('A **strong** text.');
  await page.goto(coalition);
  await page.getByRole('link', { name: 'The text lacks something: complete it' }).click();
  await expect(page.getByLabel('Demand', { exact: true })).toHaveValue('We demand a decree.');
});

test('what is typed while the network is away is saved when it is back', async ({ browser, house: _ }) => {
  const { coalitionId, path } = await emptyPetition();
  const page = await openAs(browser, { coalitionId, role: 'editor' });
  await page.goto(`${path}/text`);
  await page.context().setOffline(true);
  await page.getByLabel('Title', { exact: true }).fill('Typed in a tunnel');
  await expect(page.getByText('Not saved: the connection is away.')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^Saved \d/)).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Typed in a tunnel');
});

for (const [name, options] of [
  ['with script', {}],
  ['without script', noScript],
] as const) {
  test(`two editors are told of each other, and no text is lost, ${name}`, async ({ browser, house: _ }) => {
    const { coalitionId, path } = await emptyPetition();
    const anna = await openAs(browser, { coalitionId, role: 'editor', name: 'Anna' }, options);
    const boris = await openAs(browser, { coalitionId, role: 'editor', name: 'Boris' }, options);
    await anna.goto(`${path}/text`);
    await boris.goto(`${path}/text`);
    await expect(boris.getByText('Anna is editing this text right now.')).toBeVisible();
    await anna.getByLabel('Text', { exact: true }).fill('Words of Anna');
    await anna.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(anna.getByText('Saved.', { exact: true })).toBeVisible();

    await boris.getByLabel('Text', { exact: true }).fill('Words of Boris');
    await boris.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(boris.getByRole('heading', { name: 'Two of you have written' })).toBeVisible();
    await expect(boris.getByLabel('Text', { exact: true })).toHaveValue('Words of Boris');
    await expect(boris.locator('ins').filter({ hasText: 'Anna' })).toBeVisible();
    await boris.getByRole('button', { name: 'Save mine' }).click();
    await expect(boris.getByText('Saved.', { exact: true })).toBeVisible();

    await boris.getByRole('link', { name: 'History' }).click();
    const row = boris.getByRole('row').filter({ hasText: 'Anna' });
    await row.getByRole('link').click();
    await expect(boris.getByText('Words of', { exact: false }).first()).toBeVisible();
    if (name === 'with script') await seeSoundPage(boris);
    await boris.getByRole('button', { name: 'Take this state back' }).click();
    await expect(boris.getByLabel('Text', { exact: true })).toHaveValue('Words of Anna');
  });
}

test('the script tells of a conflict while typing, and both texts are kept', async ({ browser, house: _ }) => {
  const { coalitionId, path } = await emptyPetition();
  const anna = await openAs(browser, { coalitionId, role: 'editor', name: 'Anna' });
  const boris = await openAs(browser, { coalitionId, role: 'editor', name: 'Boris' });
  await boris.goto(`${path}/text`);
  await anna.goto(`${path}/text`);
  await anna.getByLabel('Title', { exact: true }).fill('By Anna');
  await expect(anna.getByText(/^Saved \d/)).toBeVisible();
  await boris.getByLabel('Title', { exact: true }).fill('By Boris');
  await expect(boris.getByText('Anna has saved this text since you opened it.')).toBeVisible();
  await expect(boris.getByRole('link', { name: 'See the saved text' })).toBeVisible();
  await expect(boris.getByLabel('Title', { exact: true })).toHaveValue('By Boris');
  await anna.goto(`${path}/text/history`);
  await expect(anna.getByRole('row').filter({ hasText: 'Boris' })).toContainText('kept aside');
});

test('a translator works beside the source and is shown what changed in it', async ({ browser, house: _ }) => {
  const { coalitionId, path } = await emptyPetition();
  const anna = await openAs(browser, { coalitionId, role: 'editor' });
  const tamara = await openAs(browser, { coalitionId, role: 'translator' }, noScript);
  const write = async (title: string) => {
    await anna.goto(`${path}/text`);
    await anna.getByLabel('Title', { exact: true }).fill(title);
    await anna.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(anna.getByText('Saved.', { exact: true })).toBeVisible();
  };
  await write('Sign the decree');
  await tamara.goto(`${path}/text`);
  await expect(tamara.getByText('The source is written by owners and editors.')).toBeVisible();
  await expect(tamara.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);

  await tamara.getByRole('link', { name: 'العربية' }).click();
  await expect(tamara.locator('.other').filter({ hasText: 'Sign the decree' })).toBeVisible();
  const title = tamara.getByLabel('Title', { exact: true });
  await expect(title).toHaveAttribute('dir', 'rtl');
  for (const field of ['Title', 'Demand', 'Addressee', 'Act demanded', 'Text']) {
    await tamara.getByLabel(field, { exact: true }).fill('وقّعوا المرسوم');
  }
  await tamara.getByRole('button', { name: 'Save', exact: true }).click();
  const states = tamara.getByRole('navigation', { name: 'Languages of the text' });
  await expect(states.getByRole('listitem').filter({ hasText: 'العربية' })).toContainText('complete');

  await write('Sign the order');
  await tamara.reload();
  await expect(states.getByRole('listitem').filter({ hasText: 'العربية' })).toContainText('behind the source');
  await expect(tamara.locator('del').filter({ hasText: 'decree' })).toBeVisible();
  await expect(tamara.locator('ins').filter({ hasText: 'order' })).toBeVisible();
  await tamara.getByRole('button', { name: 'Save and mark as up to date' }).click();
  await expect(states.getByRole('listitem').filter({ hasText: 'العربية' })).toContainText('complete');
});

test('the preview equals the public page once the same text is published', async ({ browser, house: _ }) => {
  const petition = await emptyPetition();
  const page = await openAs(browser, { coalitionId: petition.coalitionId, role: 'editor' }, noScript);
  await page.goto(`${petition.path}/text`);
  await page.getByLabel('Title', { exact: true }).fill(' Sign <b>it</b> ');
  await page.getByLabel('Demand', { exact: true }).fill('We demand a decree.');
  await page.getByLabel('Addressee', { exact: true }).fill('The president');
  await page.getByLabel('Act demanded', { exact: true }).fill('A decree');
  const body =
    '# Why\n\n**Words** <script>alert(1)</script> [bind](https://example.org) [no](javascript:alert(1))\n\n- one\n- two';
  await page.getByLabel('Text', { exact: true }).fill(body);
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = await opened;
  await preview.waitForLoadState();
  const wordsOf = (from: typeof page) =>
    from.evaluate(() => {
      const section = document.querySelector('section[aria-labelledby=text]');
      const head = document.querySelector('h1')?.parentElement;
      return [head, ...(section ? [...section.children].slice(0, 3) : [])].map((part) => part?.outerHTML);
    });
  const previewed = await wordsOf(preview);
  expect(previewed.join('')).toContain('<strong>Words</strong>');
  expect(previewed.join('')).not.toContain('javascript:');
  await expect(preview.locator('main script')).toHaveCount(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await publishDrafts(petition);
  await page.goto(`/en/petitions/${petition.slug}`);
  expect(await wordsOf(page)).toEqual(previewed);
});

test('whoever only reads a text is not said to write it', async ({ browser, house: _ }) => {
  const { coalitionId, path } = await emptyPetition();
  const tamara = await openAs(browser, { coalitionId, role: 'translator', name: 'Tamara' });
  const anna = await openAs(browser, { coalitionId, role: 'editor', name: 'Anna' });
  await tamara.goto(`${path}/text`);
  await anna.goto(`${path}/text`);
  await expect(anna.getByText('Tamara')).toHaveCount(0);
  await tamara.reload();
  await expect(tamara.getByText('Anna is editing this text right now.')).toBeVisible();
});
