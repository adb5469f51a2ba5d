import type { Browser, Page } from '@playwright/test';
import { petitionPath } from '@/lib/urls.ts';
import { emptyPetition, openAs } from '../support/drafts.ts';
import { makeMember, seat } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { confirmByPost, seeHeading } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

const english = {
  Title: 'Sign the decree that ends it',
  Demand: 'We demand a signed decree.',
  Addressee: 'The president',
  'Act demanded': 'A decree that ends the mobilisation',
  Text: 'A word **binds nobody**. A decree does.',
};

const russian = {
  Title: 'Подпишите указ об окончании',
  Demand: 'Мы требуем подписанного указа.',
  Addressee: 'Президент',
  'Act demanded': 'Указ об окончании мобилизации',
  Text: 'Слово **ни к чему не обязывает**. Указ обязывает.',
};

async function write(page: Page, words: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(words)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
}

for (const width of [360, 1280]) {
  test(`three people write, translate, endorse and publish (${width} px)`, async ({ browser, house: _ }) => {
    test.slow();
    const viewport = { width, height: 800 };
    const { coalitionId, partnerIds, path, slug } = await emptyPetition();
    const seatAs = (role: 'editor' | 'translator' | 'owner') => openAs(browser, { coalitionId, role }, { viewport });

    const editor = await seatAs('editor');
    await editor.goto(`${path}/text`);
    await write(editor, english);

    const translator = await seatAs('translator');
    await translator.goto(`${path}/text`);
    await translator.getByRole('link', { name: 'Русский' }).click();
    await write(translator, russian);
    expect((await translator.goto(`${path}/settings`))?.status()).toBe(403);

    await editor.goto(`${path}/versions`);
    await editor.getByRole('button', { name: 'Offer version 1 to the partners' }).click();
    await expect(editor.getByRole('status')).toContainText('Version 1 is offered');

    for (const partnerId of partnerIds) {
      const speaker = await openSpeaker(browser, coalitionId, partnerId, width);
      await speaker.goto(`${path}/versions/1`);
      await speaker.getByRole('link', { name: 'Read and endorse' }).click();
      await speaker.getByLabel('I have read this text in full').check();
      await speaker.getByRole('button', { name: 'Endorse this text' }).click();
      await expect(speaker.getByRole('status')).toContainText('Your partner has endorsed this version.');
      await speaker.context().close();
    }

    await editor.goto(`${path}/versions/1/publication`);
    await editor.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(editor.getByRole('status')).toContainText('Version 1 is published.');

    const visitor = await browser.newPage({ baseURL: siteUrl, viewport });
    await expect(async () => {
      await visitor.goto(petitionPath('ru', slug));
      await seeHeading(visitor, russian.Title);
    }).toPass();
    await expect(visitor.getByText('ни к чему не обязывает')).toBeVisible();
    await confirmByPost({ email: newAddress(), slug });
    const owner = await seatAs('owner');
    await expect(async () => {
      await owner.goto(path);
      await expect(owner.getByRole('main')).toContainText(/Confirmed now\s*1/);
    }).toPass({ timeout: 20_000 });
    for (const page of [editor, translator, owner]) await page.context().close();
  });
}

async function openSpeaker(browser: Browser, coalitionId: string, partnerId: string, width: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: siteUrl, viewport: { width, height: 800 } });
  await seat(context, await makeMember({ coalitionId, role: 'partner', partnerId }));
  return context.newPage();
}
