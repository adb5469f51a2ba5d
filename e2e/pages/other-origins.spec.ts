import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { cookieOf, signIn } from '../support/members.ts';
import { expect, test } from '../support/own-petition.ts';
import { makePanel, type Panel } from '../support/panel.ts';
import { siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { fillRoute, readRoutes } from '../support/routes.ts';
import { decreePage, fillForm, pressSign, signByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

/** Every route of the build that takes a POST × what a request can say of where it comes from (WE-03). */

const foreign = 'https://elsewhere.example';
const refused: readonly Record<string, string>[] = [
  {},
  { origin: 'null' },
  { origin: foreign },
  { 'sec-fetch-site': 'cross-site', origin: siteUrl },
  { 'sec-fetch-site': 'same-site', origin: siteUrl },
  { 'sec-fetch-site': 'none' },
];

/** These are asked by machines, which say nothing of where they come from: their proof is another. */
const ofMachines: Readonly<Record<string, string>> = {
  '/api/v1/petitions/[slug]/signatures': 'the body is JSON, which no page of another site can send unasked',
  '/api/mail/events': 'the provider’s signature stands over the body',
  '/[locale]/signatures/[token]/following': 'one-click unsubscribe (RFC 8058): the token is the proof',
};

/** Everything that the database knows of a coalition: what an act would change. */
async function footprint({ coalitionId, petitionId, campaignId }: Panel): Promise<string> {
  const columns = await database().execute<{ table_name: string; column_name: string }>(sql`
    select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.column_name in ('coalition_id', 'petition_id', 'campaign_id') order by 1, 2`);
  const ids = { coalition_id: coalitionId, petition_id: petitionId, campaign_id: campaignId };
  const parts: string[] = [];
  for (const { column_name, table_name } of columns) {
    // Counts and series fold by themselves while the test runs, and the log takes in what waits.
    if (/^(count|series|numbers|petition_counts|hourly|daily|log_)/.test(table_name)) continue;
    const id = ids[column_name as keyof typeof ids];
    const [row] = await database().execute<{ digest: string }>(sql`
      select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
      from ${sql.identifier(table_name)} t where ${sql.identifier(column_name)}::text = ${id}`);
    parts.push(`${table_name}.${column_name}=${row?.digest}`);
  }
  return parts.join('\n');
}

/** Once the worker has taken in what the panel was planted with. */
async function footprintAtRest(panel: Panel): Promise<string> {
  let before = await footprint(panel);
  await expect(async () => {
    const last = before;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    before = await footprint(panel);
    expect(before).toBe(last);
  }).toPass();
  return before;
}

test('WE-03: no form from elsewhere changes anything, on no route of the build', async ({ house }) => {
  expect(house).toBeTruthy();
  test.setTimeout(180_000);
  const panel = await makePanel();
  const owner = panel.members.owner;
  const token = await signByPost({ email: newAddress() });
  const cookie = cookieOf(await signIn(owner.accountId));
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  // What paths are made of (an export, a delivery) is there before anybody posts.
  const paths: [route: string, path: string][] = [];
  for (const route of readRoutes()) paths.push([route, await fillRoute(route, token, panel, owner)]);
  const before = await footprintAtRest(panel);
  let acting = 0;
  for (const [route, path] of paths) {
    const post = (headers: Record<string, string>) =>
      ask({ method: 'POST', path, body: 'sure=yes', headers: { ...type, cookie, ...headers } });
    const statuses: number[] = [];
    for (const headers of refused) statuses.push((await post(headers)).status);
    if (statuses.every((status) => status === 405 || status === 404)) continue;
    acting += 1;
    if (ofMachines[route]) {
      // A browser always says where it comes from, so a foreign page is refused here as well.
      for (const status of statuses.slice(1)) expect([400, 403, 404, 415], `${route}: ${statuses}`).toContain(status);
      continue;
    }
    expect(statuses, route).toEqual(refused.map(() => 403));
  }
  expect(acting).toBeGreaterThan(50);
  expect(await footprint(panel)).toBe(before);
  expect((await ask({ path: `/en/signatures/${token}/confirmation` })).status).toBe(200);
});

test('WE-03: a form of our own is taken from a browser under our own policy', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(decreePage());
  await fillForm(page, { email: newAddress() });
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await pressSign(page);
  const headers = await (await posted).allHeaders();
  expect(headers['sec-fetch-site'] ?? headers.origin).toMatch(/^(same-origin|http:\/\/localhost:\d+)$/);
  await expect(page).toHaveURL(/\/sent$/);
  expect(complaints).toEqual([]);
});
