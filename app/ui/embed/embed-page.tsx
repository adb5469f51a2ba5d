import type { ReactNode } from 'react';
import type { Count } from '@/lib/count/read.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import { isMet, isOpen, type Petition, textFor } from '@/lib/petition/read.ts';
import { petitionPath, sharePath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { CountBlock } from '../petition/count-block.tsx';
import { embedStyle } from './style.ts';
import type { EmbedWish } from './wish.ts';

interface SheetProps {
  readonly visit: Visit;
  readonly wish: EmbedWish;
  readonly title: string;
  readonly children: ReactNode;
}

function Sheet({ children, title, visit: { locale }, wish }: SheetProps) {
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={wish.theme} data-accent={wish.accent}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: embedStyle }} />
        <script src="/live.js" defer />
        <script src="/embed-height.js" defer />
      </head>
      <body>
        <article>{children}</article>
      </body>
    </html>
  );
}

interface EmbedPageProps {
  readonly visit: Visit;
  readonly wish: EmbedWish;
  readonly petition: Petition;
  readonly count: Count;
  readonly now: Date;
  /** The share link that the button leads through; empty for none. */
  readonly share: string;
}

/** The petition on another site: what it demands, how many stand behind it, and a way to it in a new tab. */
export function EmbedPage({ count, now, petition, share, visit, wish }: EmbedPageProps) {
  const { locale, say } = visit;
  const text = textFor(petition.text, locale);
  const open = isOpen(petition, now);
  return (
    <Sheet visit={visit} wish={wish} title={text.title}>
      <h1 lang={text.language} dir={directionOf(text.language)}>
        {text.title}
      </h1>
      <CountBlock count={count} petition={petition} visit={visit} again="" />
      {isMet(petition) && <p>{say('petition.met')}</p>}
      {!open && <p>{say('poster.closed')}</p>}
      <a
        className="button"
        href={share ? sharePath(share) : petitionPath(locale, petition.slug)}
        target="_blank"
        rel="noopener"
      >
        {say(open ? 'embed.button' : 'embed.read')} <span className="hidden">({say('embed.new-tab')})</span>
      </a>
      <p className="soft">{say('site.name')}</p>
    </Sheet>
  );
}

export function MissingEmbed({ visit, wish }: { visit: Visit; wish: EmbedWish }) {
  return (
    <Sheet visit={visit} wish={wish} title={visit.say('embed.missing')}>
      <h1>{visit.say('embed.missing')}</h1>
    </Sheet>
  );
}
