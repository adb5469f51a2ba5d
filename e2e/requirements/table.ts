import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Requirement, requirements } from './list.ts';
import { type Result, readResults } from './results.ts';
import { countNamings } from './titles.ts';

const file = join(import.meta.dirname, '../../SECURITY.md');
const BEGIN = '<!-- requirements: written by `npm run requirements` -->';
const END = '<!-- end of requirements -->';

const results = readResults();
const namings = countNamings();
const lines = requirements.map(rowOf);
const document = readFileSync(file, 'utf8');
const [before = '', rest = ''] = document.split(BEGIN);
const [, after = ''] = rest.split(END);
const head = '| id | promise | figure | tests | result |\n| --- | --- | --- | --- | --- |';
writeFileSync(file, `${before}${BEGIN}\n\n${head}\n${lines.join('\n')}\n\n${END}${after}`);

const unproven = requirements.filter(({ bench, id }) => !bench && !namings.has(id)).map(({ id }) => id);
console.log(`${requirements.length} requirements, ${requirements.length - unproven.length} with a test or a bench.`);
if (unproven.length > 0) console.log(`Without: ${unproven.join(', ')}`);

function rowOf({ bench, figure, id, promise }: Requirement): string {
  const count = namings.get(id) ?? 0;
  return `| ${id} | ${promise} | ${figure} | ${count || '-'} | ${sayResult(results[id], count, bench)} |`;
}

function sayResult(result: Result | undefined, count: number, bench: string | undefined): string {
  if (count > 0 && result) {
    const sentence = result.broken > 0 ? `${result.broken} of ${result.held + result.broken} broken` : 'holds';
    return `${sentence}, ${result.on}${bench ? `; ${bench}` : ''}`;
  }
  if (bench) return bench;
  return count > 0 ? 'not run yet' : 'not proven by a test';
}
