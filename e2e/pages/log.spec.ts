import { parseCheckpoint } from '@/lib/log/note/checkpoint.ts';
import { expect, test } from '../support/own-petition.ts';
import { siteUrl } from '../support/places.ts';
import { ask } from '../support/raw.ts';
import { confirmByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

const readCheckpoint = async () => {
  const read = parseCheckpoint((await ask({ path: '/log/checkpoint' })).text);
  if (typeof read === 'string') throw new Error(`The checkpoint is refused: ${read}.`);
  return read.checkpoint;
};

test('a confirmed signature is in the public log within seconds, and the count names the checkpoint', async ({
  house,
}) => {
  const { slug } = await house.makePetition();
  const before = await readCheckpoint();
  await confirmByPost({ email: newAddress(), slug });
  await expect.poll(async () => (await readCheckpoint()).size > before.size, { timeout: 25_000 }).toBe(true);
  const told = await (await fetch(`${siteUrl}/api/v1/petitions/${slug}/count`)).json();
  expect(told.checkpoint).toEqual({ size: expect.any(Number), root: expect.stringMatching(/^[\w+/]{43}=$/) });
  expect(told.checkpoint.size).toBeGreaterThan(Number(before.size));
});

test('checkpoints are text for some seconds, tiles are bytes for ever, and any site may read both', async () => {
  const checkpoint = await ask({ path: '/log/checkpoint' });
  expect(checkpoint.status).toBe(200);
  expect(checkpoint.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'public, max-age=2',
    'access-control-allow-origin': '*',
  });
  expect((await ask({ path: '/log/checkpoint.all' })).text.split('\n')[0]).toBe(checkpoint.text.split('\n')[0]);
  for (const path of ['/log/tile/0/000.p/1', '/log/tile/entries/000.p/1']) {
    const tile = await ask({ path });
    expect(tile.status).toBe(200);
    expect(tile.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    });
  }
});

test('what is not published is not there, and the log is only read', async () => {
  for (const path of ['/log/tile/0/999', '/log/tile/0/000.p/256', '/log/tile/9/000', '/log/nothing', '/log/..%2fkeys'])
    expect((await ask({ path })).status, path).toBe(404);
  expect((await ask({ method: 'HEAD', path: '/log/checkpoint' })).status).toBe(200);
  expect((await ask({ method: 'POST', path: '/log/checkpoint', body: '' })).status).toBe(405);
});
