import { execute, readNumber } from './execute.ts';
import { CLIENTS } from './options.ts';
import type { Run } from './series.ts';

const UNITS: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60 };

/** Reads one page over and over. Any answer but 200 is a fault: what it cost says nothing. */
export async function readPages(wrk: string, url: string, seconds: number, takesGzip: boolean): Promise<Run> {
  const encoding = ['--header', `accept-encoding: ${takesGzip ? 'gzip' : 'identity'}`];
  const { stdout } = await execute(wrk, ['-t1', `-c${CLIENTS}`, `-d${seconds}s`, ...encoding, url]);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`Not every page was answered:\n${stdout}`);
  const unit = UNITS[/requests in [\d.]+([a-z]+)/.exec(stdout)?.[1] ?? ''] ?? 1;
  return {
    done: readNumber(stdout, /(\d+) requests in/),
    seconds: readNumber(stdout, /requests in ([\d.]+)/) * unit,
  };
}
