import { readFileSync } from 'node:fs';

/** For tests only: the known answers beside this file. SOURCES.md says where each comes from. */

export const vectorBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, import.meta.url)));
export const vectorText = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** These files are part of the repository, so their shape is known to whoever wrote the test. */
export const vectorJson = <Shape>(path: string): Shape => JSON.parse(vectorText(path)) as Shape;

/** One object a line. */
export const vectorLines = <Shape>(path: string): Shape[] =>
  vectorText(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Shape);

/** The 700 entries of the sample log, in order. */
export const sampleEntries = (decode: (octets: Uint8Array) => Uint8Array[] | string): Uint8Array[] =>
  ['000', '001', '002.p/188'].flatMap((bundle) => {
    const entries = decode(vectorBytes(`sample-log/tile/entries/${bundle}`));
    if (typeof entries === 'string') throw new Error(entries);
    return entries;
  });
