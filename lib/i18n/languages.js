import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The languages of the site are the files in messages/: `xx.json` makes one. Its words may all stand there, or in
 * further files beside it that end in `.xx.json`. Plain JavaScript, because the server reads it before anything else.
 */
const FOLDER = 'lib/i18n/messages';

/** English comes first: it is what a reader gets whose language nobody has translated. */
export const FIRST = 'en';

/** @typedef {Readonly<Record<string, string>>} Messages */

/**
 * Every language with its words, English first and the others by their tags.
 * @param {string} folder
 * @returns {ReadonlyMap<string, Messages>}
 */
export function readLanguages(folder = join(process.cwd(), FOLDER)) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const tags = files.filter((file) => /^[a-z]{2,3}\.json$/.test(file)).map((file) => basename(file, '.json'));
  tags.sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1));
  return new Map(tags.map((tag) => [tag, readMessages(folder, files, tag)]));
}

/**
 * @param {string} folder
 * @param {readonly string[]} files
 * @param {string} tag
 * @returns {Messages}
 */
function readMessages(folder, files, tag) {
  const own = files.filter((file) => file === `${tag}.json` || file.endsWith(`.${tag}.json`));
  return Object.assign({}, ...own.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))));
}

/** Read once by each process: a new language is there after a build. */
export const languages = readLanguages();

/** For paths: "en|ar|de|ru|uk". */
export const languagePattern = [...languages.keys()].join('|');
