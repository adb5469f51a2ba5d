import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { coalitionIdOf } from '@/e2e/support/coalitions.ts';
import { actsIn } from '@/e2e/support/invitations.ts';
import { makeMember } from '@/e2e/support/members.ts';
import { expect, makePetition, test } from '@/e2e/support/world.ts';
import { redrawLogo, removeLogo, saveLogo } from './logo.ts';
import { findLogo, findPublicLogo } from './logo-read.ts';

const now = new Date();

const draw = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 31, g: 77, b: 58 } } });

const withPlaces = () =>
  draw(600, 300)
    .jpeg()
    .withExif({ IFD0: { Make: 'TestCamera' }, IFD3: { GPSLatitude: '56/1 50/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer();

/** A PNG that says of itself how large it is, and carries next to nothing. */
function bomb(side: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const sized = Buffer.alloc(8 + body.length);
    sized.writeUInt32BE(data.length, 0);
    body.copy(sized, 4);
    sized.writeUInt32BE(crc(body), 4 + body.length);
    return sized;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

const drawn = async (bytes: Buffer): Promise<Buffer> => {
  const png = await redrawLogo(bytes);
  if (typeof png === 'string') throw new Error(png);
  return png;
};

test('WE-11: a photo is drawn anew: small, PNG, and without place, time or camera', async () => {
  const photo = await withPlaces();
  expect((await sharp(photo).metadata()).exif?.toString('latin1')).toContain('TestCamera');
  const png = await drawn(photo);
  const { exif, format, height, icc, iptc, width, xmp } = await sharp(png).metadata();
  expect({ format, width, height }).toEqual({ format: 'png', width: 256, height: 128 });
  expect([exif, icc, iptc, xmp]).toEqual([undefined, undefined, undefined, undefined]);
  expect(png.toString('latin1')).not.toContain('TestCamera');
});

for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
  test(`${format} is taken`, async () => {
    expect((await drawn(await draw(40, 30).toFormat(format).toBuffer())).length).toBeGreaterThan(0);
  });
}

test('a picture that is small already is not blown up', async () => {
  expect(await sharp(await drawn(await draw(20, 10).png().toBuffer())).metadata()).toMatchObject({
    width: 20,
    height: 10,
  });
});

test('a photo that was taken sideways stands upright', async () => {
  const sideways = await draw(200, 100).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  expect(await sharp(await drawn(sideways)).metadata()).toMatchObject({ width: 100, height: 200 });
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

for (const [name, bytes] of [
  ['an SVG drawing', Buffer.from(svg)],
  ['an SVG drawing behind a prologue', Buffer.from(`<?xml version="1.0"?>\n<!-- a -->${svg}`)],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
  ['nothing', Buffer.alloc(0)],
  ['a GIF in name alone', Buffer.from('GIF89a=1;alert(1)//')],
] as const) {
  test(`${name} is not a picture`, async () => {
    expect(await redrawLogo(bytes)).toBe('not-a-picture');
  });
}

test('WE-11: a picture that is a page or an archive as well is refused', async () => {
  const png = await draw(9, 9).png().toBuffer();
  const gif = await draw(9, 9).gif().toBuffer();
  expect(await redrawLogo(Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]))).toBe('not-a-picture');
  expect(await redrawLogo(Buffer.concat([gif, Buffer.from(svg)]))).toBe('not-a-picture');
  expect(await redrawLogo(Buffer.concat([png, Buffer.from('PK\x05\x06'), Buffer.alloc(18)]))).toBe('not-a-picture');
});

test('a picture that broke off on its way is refused', async () => {
  const photo = await withPlaces();
  expect(await redrawLogo(photo.subarray(0, photo.length / 2))).toBe('not-a-picture');
  expect(await redrawLogo(photo.subarray(0, 20))).toBe('not-a-picture');
});

test('WE-11: a picture of 10,000 × 10,000 pixels is not unpacked', async () => {
  const bytes = bomb(10_000);
  expect(bytes.length).toBeLessThan(100_000);
  const begun = performance.now();
  expect(await redrawLogo(bytes)).toBe('too-many-pixels');
  expect(performance.now() - begun).toBeLessThan(500);
});

test('a saved logo is public with the campaign, is audited, and goes at once when it is removed', async () => {
  const petition = await makePetition();
  const coalitionId = await coalitionIdOf(petition.coalition.slug);
  const owner = await makeMember({ coalitionId, role: 'owner' });
  expect(await saveLogo(owner, await draw(9, 9).png().toBuffer(), now)).toBe('saved');
  expect((await findPublicLogo(petition.coalition.slug))?.png).toEqual((await findLogo(coalitionId))?.png);
  expect(await removeLogo(owner, now)).toBe('removed');
  expect(await removeLogo(owner, now)).toBe('none');
  expect(await findPublicLogo(petition.coalition.slug)).toBe(null);
  expect((await actsIn(coalitionId)).map(({ act }) => act).slice(-2)).toEqual(['logo-changed', 'logo-removed']);
});

test('a refused picture leaves the logo there is', async () => {
  const petition = await makePetition();
  const coalitionId = await coalitionIdOf(petition.coalition.slug);
  const owner = await makeMember({ coalitionId, role: 'owner' });
  await saveLogo(owner, await draw(9, 9).png().toBuffer(), now);
  const before = await findLogo(coalitionId);
  expect(await saveLogo(owner, Buffer.from(svg), now)).toBe('not-a-picture');
  expect(await findLogo(coalitionId)).toEqual(before);
});
