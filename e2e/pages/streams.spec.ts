import { connect, type Socket } from 'node:net';
import { STREAMS_AT_MOST } from '@/lib/rate-limit/limits.ts';
import { streamPath } from '@/lib/urls.ts';
import { expect, test } from '../support/own-petition.ts';
import { sitePort, siteUrl } from '../support/places.ts';
import { confirmByPost } from '../support/signer.ts';
import { fromSource, newSource } from '../support/sources.ts';
import { newAddress } from '../support/world.ts';

/** A reader that can be told not to read. */
function openStream(slug: string, source = newSource()): Promise<{ socket: Socket; heard: () => string }> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(sitePort, '127.0.0.1', () =>
      socket.write(`GET ${streamPath(slug)} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${source}\r\n\r\n`),
    );
    socket.on('error', reject);
    socket.on('data', (part) => {
      heard += part;
      if (/event: count|problem\+json/.test(heard)) resolve({ socket, heard: () => heard });
    });
  });
}

test('a confirmation reaches every open stream within two seconds, and only those of its petition', async ({
  house,
}) => {
  const [signed, other] = [await house.makePetition(), await house.makePetition()];
  const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(signed.slug)));
  const elsewhere = await openStream(other.slug);
  await confirmByPost({ email: newAddress(), slug: signed.slug });
  await expect
    .poll(() => streams.filter(({ heard }) => heard().includes('"count":1')).length, { timeout: 2_000 })
    .toBe(20);
  expect(elsewhere.heard().match(/event: count/g)).toHaveLength(1);
  for (const { socket } of [...streams, elsewhere]) socket.destroy();
});

test('a source that has many streams asks for the count instead, and its neighbour does not notice', async ({
  house,
}) => {
  const { slug } = await house.makePetition();
  const source = newSource();
  const streams = await Promise.all(Array.from({ length: STREAMS_AT_MOST }, () => openStream(slug, source)));
  const refused = await fetch(siteUrl + streamPath(slug), { headers: fromSource(source) });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const neighbour = await openStream(slug);
  expect(neighbour.heard()).toContain('200 OK');
  for (const { socket } of [...streams, neighbour]) socket.destroy();
  // Whoever left makes room again.
  await expect(async () => {
    const again = await openStream(slug, source);
    again.socket.destroy();
    expect(again.heard()).toContain('200 OK');
  }).toPass({ timeout: 10_000 });
});
