import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { requirements } from './requirements/list.ts';
import { countNamings } from './requirements/titles.ts';
import { nodeArgumentsOf } from './support/scripts.ts';

/** Who may import whom: design/house-style.md, section 4. Tests may import what they like. */

interface Import {
  /** The importing file, from the project's folder. */
  readonly file: string;
  /** A file of the project without its ending ("lib/mail/send"), or a package ("next/server"). */
  readonly target: string;
  readonly isOwn: boolean;
}

const house = join(import.meta.dirname, '..');
const floors = ['app', 'lib', 'db', 'emails'] as const;

/** Which floor may open which. */
const below: Readonly<Record<(typeof floors)[number], readonly string[]>> = {
  app: ['app', 'lib'],
  lib: ['lib', 'db', 'emails'],
  emails: ['emails'],
  db: ['db'],
};

/** The rooms of lib, each step using only the steps before it. Rooms on one step do not know each other. */
const steps: readonly (readonly string[])[] = [
  ['clock', 'fault', 'log', 'once', 'token'],
  ['witness'],
  ['address', 'env', 'form', 'i18n', 'journal', 'print'],
  ['urls', 'verify'],
  ['erasures', 'keys', 'mirror', 'programs'],
  ['audit', 'mail', 'rate-limit', 'transparency'],
  ['access'],
  ['team'],
  ['chronicle'],
  ['coalition', 'petition'],
  ['draft', 'record', 'sealing', 'signature', 'update'],
  ['card', 'count', 'export', 'invalidation', 'outbox', 'poster', 'publication', 'sending', 'share'],
  ['delivery'],
  ['retention'],
  ['metrics', 'readiness', 'worker'],
  ['commands'],
];

/** Packages that only some files may open. */
const keepers: readonly (readonly [name: RegExp, files: RegExp])[] = [
  [/^drizzle-orm(\/|$)/, /^(lib|db)\//],
  [/^postgres$/, /^db\/connect\.ts$/],
  [/^resend$/, /^lib\/mail\/provider\.ts$/],
  [/^react-email$/, /^(emails\/|lib\/mail\/)/],
  [/^react-dom(\/|$)/, /^app\/ui\/html\.tsx$/],
  [/^next(\/|$)/, /^(app\/|lib\/commands\/serve\/server\.js$)/],
  [/^next-auth(\/|$)/, /^app\/ui\/sign-in\/next-auth\.ts$/],
  [/^@simplewebauthn\/server$/, /^lib\/access\/passkeys\.ts$/],
  [/^otpauth$/, /^lib\/access\/codes\.ts$/],
  [/^sharp$/, /^lib\/(coalition\/logo|card\/(draw|set-text))\.ts$/],
  [/^diff$/, /^lib\/(draft|publication)\/compare\.ts$/],
  [/^csv-stringify(\/|$)/, /^lib\/export\//],
  [/^qrcode$/, /^lib\/(share\/|poster\/paper\.ts$|access\/codes\.ts$)/],
  [/^(pdfkit|bidi-js)$/, /^lib\/(print|poster)\//],
  [/^@visx\//, /^app\/ui\/numbers\//],
  [/^prom-client$/, /^lib\/metrics\.ts$/],
  [/^age-encryption$/, /^(lib\/keys\/age\.ts|app\/panel\/)/],
  [/^esbuild$/, /^(app\/panel|lib\/programs)\/bundle\.ts$/],
  [/^pino$/, /^lib\/journal\.ts$/],
  [/^(unified|remark-.*|rehype-.*)$/, /^lib\/petition\/markdown\.ts$/],
  [/^emulate$/, /^lib\/commands\//],
  [/^altcha-lib(\/|$)/, /^lib\/rate-limit\/work\.ts$/],
  [/^disposable-email-domains-js$/, /^lib\/invalidation\/signals\.ts$/],
  [/^ipaddr\.js$/, /^lib\/(env|rate-limit\/source)\.ts$/],
  [/^zod$/, /^lib\/env\.ts$/],
  [/^client-zip$/, /^lib\/delivery\/archive\.ts$/],
];

const isTest = (file: string) => /\.(test|spec)\.tsx?$|\/vectors\/read\.ts$/.test(file);

function listSources(folder: string): string[] {
  return readdirSync(join(house, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|js)$/.test(entry.name))
    .map((entry) => relative(house, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !isTest(file));
}

/** The packages and files named after `from`, `import`, `import(` and `require(`. Comments are no imports. */
function readTargets(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const named = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*['"`]([^'"`\n]+)['"`]/g;
  return [...code.matchAll(named)].map(([, target]) => target ?? '');
}

function readImports(file: string): Import[] {
  return readTargets(readFileSync(join(house, file), 'utf8')).map((target) => {
    const isOwn = target.startsWith('.') || target.startsWith('@/');
    const path = target.startsWith('@/') ? target.slice(2) : join(dirname(file), target);
    return { file, target: isOwn ? relative('.', path).replaceAll('\\', '/') : target, isOwn };
  });
}

const imports = floors.flatMap(listSources).flatMap(readImports);
const own = imports.filter(({ isOwn }) => isOwn);
const foreign = imports.filter(({ isOwn }) => !isOwn);

const floorOf = (path: string) => path.split('/')[0] ?? '';
const roomOf = (path: string) => /^lib\/([\w-]+)/.exec(path)?.[1] ?? '';
const stepOf = (path: string) => steps.findIndex((rooms) => rooms.includes(roomOf(path)));
const sayArrow = ({ file, target }: Import) => `${file} → ${target}`;
const arrowsThat = (break_: (arrow: Import) => boolean) => own.filter(break_).map(sayArrow);

/** Whether one file of lib may use another: its own room, or one on a step before. */
const pointsUp = ({ file, target }: Import): boolean =>
  floorOf(file) === 'lib' &&
  floorOf(target) === 'lib' &&
  roomOf(file) !== roomOf(target) &&
  stepOf(target) >= stepOf(file);

test('the imports of the house are read at all', () => {
  expect(arrowsThat(({ file }) => file === 'lib/mail/send.ts')).toContain('lib/mail/send.ts → lib/mail/queue.ts');
  expect(foreign.map(sayArrow)).toContain('app/ui/html.tsx → react-dom/server');
  expect(
    readTargets(`import 'a'; export * from "b"; import type { C } from 'c';\nawait import('d'); // from 'e'`),
  ).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('every import of ours leads to a file that is there', () => {
  const sources = new Set([...floors.flatMap(listSources)]);
  expect(arrowsThat(({ target }) => !sources.has(target) && !target.endsWith('.json'))).toEqual([]);
});

test('doors open rooms, rooms open facts and letters, and no arrow points back', () => {
  const isForbidden = ({ file, target }: Import) =>
    !(below[floorOf(file) as keyof typeof below] ?? []).includes(floorOf(target));
  expect(arrowsThat(isForbidden)).toEqual([]);
});

test('every room of lib has its step', () => {
  const rooms = new Set(listSources('lib').map(roomOf));
  expect([...rooms].sort()).toEqual(steps.flat().sort());
});

test('inside lib each room uses what stands before it, and none beside it or after it', () => {
  expect(arrowsThat(pointsUp)).toEqual([]);
});

test('the log opens nothing but itself, so that it runs anywhere', () => {
  const isForbidden = ({ file, target }: Import) => roomOf(file) === 'log' && roomOf(target) !== 'log';
  expect(imports.filter(isForbidden).map(sayArrow)).toEqual([]);
});

test('witness and verifier open the log and their own words, so that each fits into one file', () => {
  const isForbidden = ({ file, target }: Import) =>
    ['verify', 'witness'].includes(roomOf(file)) &&
    !['log', roomOf(file)].includes(roomOf(target)) &&
    !/^(node:|intl-messageformat$|lib\/i18n\/messages\/verify\.)/.test(target);
  expect(imports.filter(isForbidden).map(sayArrow)).toEqual([]);
});

test('only lib/mail opens the letters', () => {
  const isForbidden = ({ file, target }: Import) =>
    floorOf(target) === 'emails' && floorOf(file) !== 'emails' && roomOf(file) !== 'mail';
  expect(arrowsThat(isForbidden)).toEqual([]);
});

test('nobody opens the commands but commands', () => {
  expect(arrowsThat(({ file, target }) => roomOf(target) === 'commands' && roomOf(file) !== 'commands')).toEqual([]);
});

test('the seed is planted by commands alone', () => {
  const isForbidden = ({ file, target }: Import) =>
    target.startsWith('db/seed') && !file.startsWith('db/seed') && roomOf(file) !== 'commands';
  expect(arrowsThat(isForbidden)).toEqual([]);
});

for (const [name, files] of keepers) {
  test(`only ${files.source} opens ${name.source}`, () => {
    expect(foreign.filter(({ file, target }) => name.test(target) && !files.test(file)).map(sayArrow)).toEqual([]);
  });
}

test('the worker has the same room for its heap beside the site as alone', () => {
  const limitsOf = (name: 'start' | 'worker') => nodeArgumentsOf(name).filter((one) => /^--max-/.test(one));
  expect(limitsOf('worker')).toEqual(['--max-old-space-size=128', '--max-semi-space-size=8']);
  expect(limitsOf('start')).toEqual(limitsOf('worker'));
});

test('production code opens no test and no tool of tests', () => {
  const isForbidden = ({ target }: Import) =>
    floorOf(target) === 'e2e' || isTest(target) || /^(@playwright|playwright|fast-check|@axe-core)/.test(target);
  expect(imports.filter(isForbidden).map(sayArrow)).toEqual([]);
});

test('no folder is called after nothing', () => {
  const folders = floors.flatMap(listSources).flatMap((file) => dirname(file).split('/'));
  const empty = ['utils', 'util', 'helpers', 'services', 'types', 'components', 'hooks', 'common', 'misc'];
  expect(folders.filter((folder) => empty.includes(folder))).toEqual([]);
});

test('the table of requirements knows every test that names one', () => {
  const table = readFileSync(join(house, 'SECURITY.md'), 'utf8');
  const told = new Map(
    [...table.matchAll(/^\| ([A-Z]{2}-\d\d) +\|[^|]+\|[^|]+\| +(\d+|-) +\|/gm)].map(([, id = '', n]) => [id, n]),
  );
  expect([...told.keys()]).toEqual(requirements.map(({ id }) => id));
  const namings = countNamings();
  expect([...namings.keys()].filter((id) => !told.has(id))).toEqual([]);
  for (const [id, count] of told) expect(`${id}: ${count}`).toBe(`${id}: ${namings.get(id) ?? '-'}`);
});
