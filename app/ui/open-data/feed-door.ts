import { defaultLocale, type Locale, readLocale } from '@/lib/i18n/locales.ts';
import { answerWith, inertPolicy } from '../html.tsx';
import { machineDoor, machineFile } from '../json.ts';
import { originFor } from '../onion.ts';
import { type Feed, writeFeed } from './atom.ts';

interface FeedCall<P> {
  readonly request: Request;
  readonly params: P;
  readonly locale: Locale;
  readonly origin: string;
}

/** A feed in the language that its address wishes for. Null where there is nothing to tell of: 404. */
export const feedDoor = <P>(read: (call: FeedCall<P>) => Promise<Feed | null>) =>
  machineDoor<P>(async ({ params, request, url }) => {
    const locale = readLocale(url.searchParams.get('lang') ?? '') ?? defaultLocale;
    const feed = await read({ request, params, locale, origin: originFor(request) });
    const page = feed
      ? machineFile(writeFeed(feed), { type: 'application/atom+xml; charset=utf-8' })
      : machineFile('There is no such feed.\n', {
          type: 'text/plain; charset=utf-8',
          status: 404,
          headers: { ...inertPolicy, 'cache-control': 'no-store' },
        });
    return answerWith(page, request);
  });
