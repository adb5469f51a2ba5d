import { petitionPath } from '@/lib/urls.ts';
import type { Listener } from './bare.ts';
import { compare, costOf, rateOf, takeTurns, type Watched } from './series.ts';
import type { Findings, Ground } from './sign.ts';
import { printRates } from './table.ts';
import { readPages } from './wrk.ts';

export const pageOf = (origin: string, slug: string): string => origin + petitionPath('en', slug);

/** Row 3 and its part of row 5: the page from the site's own memory, against the same bytes from a bare server. */
export async function measurePage({ house, large, options, small }: Ground, wrk: string, bare: Listener) {
  const read = (url: string, watched: Watched, gzip: boolean, seconds = options.reading) => ({
    watched,
    act: () => readPages(wrk, url, seconds, gzip),
  });
  const bareOnly: Watched = { server: bare.pid, database: null };
  const smallPage = pageOf(house.appUrl, small.slug);
  const largePage = pageOf(house.appUrl, large.slug);
  for (const page of [smallPage, largePage]) await readPages(wrk, page, 1, false);
  const rounds = await takeTurns(options.rounds, {
    small: read(smallPage, house.watched, false),
    large: read(largePage, house.watched, false),
    bare: read(bare.origin, bareOnly, false),
    gzip: read(largePage, house.watched, true),
    bareGzip: read(bare.origin, bareOnly, true),
  });
  printRates('Petition pages', {
    [`next start, ${small.planted}`]: rounds.small,
    [`next start, ${large.planted}`]: rounds.large,
    'node:http, same bytes': rounds.bare,
    'next start, gzip': rounds.gzip,
    'node:http, same bytes, gzip': rounds.bareGzip,
  });
  const aim = { aim: 0.04, direction: 'at least' } as const;
  const findings: Findings = {
    verdicts: [
      { what: 'page : bare node:http', measured: rateOf(rounds.large) / rateOf(rounds.bare), ...aim },
      { what: 'page : bare node:http, gzip', measured: rateOf(rounds.gzip) / rateOf(rounds.bareGzip), ...aim },
      {
        what: `page with ${large.planted} signatures : ${small.planted}, cost`,
        measured: compare(rounds.large, rounds.small, costOf),
        aim: 1.2,
        direction: 'at most',
      },
    ],
    reconciliations: [],
  };
  return findings;
}
