import { prepareConfirmations } from './attempts.ts';
import type { Listener } from './bare.ts';
import { pageOf } from './page.ts';
import { rateOf, takeTurns, type Watched } from './series.ts';
import type { Findings, Ground } from './sign.ts';
import { printRates } from './table.ts';
import { readPages } from './wrk.ts';

/** Milliseconds between confirmations, and between looks at the page. */
const CONFIRMATION_PAUSE = 200;
const LOOK_PAUSE = 30;

/** Row 4: the page through nginx, which keeps it as the page's own headers allow, while the count goes on moving. */
export async function measureCache(ground: Ground, wrk: string, bare: Listener, nginx: Listener): Promise<Findings> {
  const { house, large, options } = ground;
  const read = (url: string, watched: Watched, gzip: boolean) => ({
    watched,
    act: () => readPages(wrk, url, options.reading, gzip),
  });
  const cached = pageOf(nginx.origin, large.slug);
  const nginxOnly: Watched = { server: nginx.pid, database: null };
  const bareOnly: Watched = { server: bare.pid, database: null };
  await readPages(wrk, cached, 1, false);
  const moving = keepCountMoving(ground);
  const watching = watchAge(cached);
  const watchingSite = watchAge(pageOf(house.appUrl, large.slug));
  const rounds = await takeTurns(options.rounds, {
    nginx: read(cached, nginxOnly, false),
    bare: read(bare.origin, bareOnly, false),
    nginxGzip: read(cached, nginxOnly, true),
    bareGzip: read(bare.origin, bareOnly, true),
  });
  const [confirmed, age, siteAge] = [await moving.end(), await watching.end(), await watchingSite.end()];
  printRates('Petition pages through a cache', {
    'nginx, by the page’s headers': rounds.nginx,
    'node:http, same bytes': rounds.bare,
    'nginx, gzip': rounds.nginxGzip,
    'node:http, same bytes, gzip': rounds.bareGzip,
  });
  console.log(
    `  Oldest count seen while ${confirmed} signatures were confirmed: ${age.toFixed(2)} s through nginx, ${siteAge.toFixed(2)} s straight from the site.`,
  );
  return {
    verdicts: [
      {
        what: 'page through nginx : bare node:http',
        measured: rateOf(rounds.nginx) / rateOf(rounds.bare),
        aim: 0.5,
        direction: 'at least',
      },
      {
        what: 'page through nginx : bare node:http, gzip',
        measured: rateOf(rounds.nginxGzip) / rateOf(rounds.bareGzip),
        aim: 0.5,
        direction: 'at least',
      },
      { what: 'oldest count through nginx, seconds', measured: age, aim: 2, direction: 'at most' },
    ],
    reconciliations: [],
  };
}

interface Errand {
  /** Ends it and answers what came of it. */
  end(): Promise<number>;
}

function runErrand(pause: number, step: () => Promise<void>, outcome: () => number): Errand {
  let isOver = false;
  const going = (async () => {
    while (!isOver) {
      await step();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return {
    end: async () => {
      isOver = true;
      await going;
      return outcome();
    },
  };
}

function keepCountMoving({ house, large, visitors }: Ground): Errand {
  let confirmed = 0;
  const step = async () => {
    const { done } = await visitors.post(await prepareConfirmations(house, large, 1));
    confirmed += done;
  };
  return runErrand(CONFIRMATION_PAUSE, step, () => confirmed);
}

/** The largest difference between now and the moment at which the shown count was exact, in seconds. */
function watchAge(url: string): Errand {
  let oldest = 0;
  const step = async () => {
    const page = await (await fetch(url)).text();
    const asOf = /<time data-live="as-of" dateTime="([^"]+)"/i.exec(page)?.[1];
    if (!asOf) throw new Error('The page does not say when its count was exact.');
    oldest = Math.max(oldest, (Date.now() - Date.parse(asOf)) / 1000);
  };
  return runErrand(LOOK_PAUSE, step, () => oldest);
}
