import { lstat, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { defaultLocale, type Locale, readLocale } from '../i18n/locales.ts';
import type { Crawl } from './crawl.ts';
import { fileOf, isPage } from './places.ts';
import { type Mirrored, rewritePage } from './rewrite.ts';

/** How many earlier copies are kept, for readers who are in the middle of one. */
const KEPT = 1;

/**
 * Writes a copy beside the last one and puts it in its place in one step: `folder` is a link to the newest copy, and a
 * reader finds the old one or the new one, never half of either. Answers how many files it has. Throws when `folder`
 * is there and is no such link.
 */
export async function writeMirror(folder: string, origin: string, crawl: Crawl, takenAt: Date): Promise<number> {
  const link = resolve(folder);
  const found = await lstat(link).catch(() => null);
  if (found && !found.isSymbolicLink()) throw new Error(`${folder} is there already and is no mirror.`);
  const copies = `${link}.copies`;
  const copy = join(copies, takenAt.toISOString().replace(/\W/g, ''));
  const files = renderFiles(origin, crawl, takenAt);
  for (const [file, body] of files) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), body);
  }
  await symlink(join(basename(copies), basename(copy)), `${link}.new`);
  await rename(`${link}.new`, link);
  const older = (await readdir(copies)).sort().slice(0, -1 - KEPT);
  for (const name of older) await rm(join(copies, name), { recursive: true, force: true });
  return files.size;
}

function renderFiles(origin: string, { onion, taken }: Crawl, takenAt: Date): Map<string, Buffer | string> {
  const mirrored: Mirrored = { origin, onion, takenAt, places: new Set(taken.map(({ place }) => place)) };
  const files = new Map<string, Buffer | string>();
  for (const { body, place } of taken) {
    const write = (file: string) =>
      files.set(
        file,
        isPage(place) ? rewritePage(body.toString(), { ...mirrored, locale: localeOf(place), place, file }) : body,
      );
    write(fileOf(place));
    // Who opens the mirror's bare address finds the list in English, and the other languages on it.
    if (place === '/en') write('index.html');
  }
  return files;
}

function localeOf(place: string): Locale {
  return readLocale(place.split(/[/?]/)[1] ?? '') ?? defaultLocale;
}
