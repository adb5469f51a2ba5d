import type { Finding } from '../../verify/finding.ts';
import { growthOf } from '../../verify/growth.ts';
import { limits } from '../../verify/limits.ts';
import type { Recount } from '../../verify/recount.ts';
import { type SayVerify, tagOf, type VerifyLocale } from '../../verify/words.ts';

/** The verifier's findings on a terminal. */
const SIGNS = { proven: '✓', note: '·', refused: '✗' } as const;

export function printFinding(say: SayVerify, { key, kind, values }: Finding): void {
  clearLine();
  console.log(`${SIGNS[kind]} ${say(key, values)}`);
}

/** One line that stays where it is; nothing where the output is no terminal. */
export function printProgress(say: SayVerify, done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${say('verify.progress', { done, of })} `);
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
}

const ROWS = 24;
const LONGEST_BAR = 40;

export function printGrowth(say: SayVerify, locale: VerifyLocale, recount: Recount): void {
  const stretches = growthOf(recount.hours, ROWS);
  if (stretches.length === 0) return;
  const most = Math.max(...stretches.map(({ signed }) => signed), 1);
  const format = new Intl.DateTimeFormat(tagOf(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  console.log(`\n${say('verify.heading.growth')}`);
  for (const { from, removed, signed } of stretches) {
    const bar = '█'.repeat(Math.ceil((signed / most) * LONGEST_BAR));
    console.log(`  ${say('verify.growth.row', { from: format.format(from), signed, removed })}  ${bar}`);
  }
}

export function printLimits(say: SayVerify): void {
  console.log(`\n${say('verify.heading.limits')}`);
  for (const key of limits) console.log(`  ${say(key)}`);
}
