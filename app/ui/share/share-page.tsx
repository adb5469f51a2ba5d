import { textFor } from '@/lib/petition/read.ts';
import type { Sharing } from '@/lib/share/targets.ts';
import { petitionPath, posterPath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';
import { MastodonAnswer, ShareWays } from './share-section.tsx';

interface SharePageProps {
  readonly visit: Visit;
  readonly sharing: Sharing;
  /** What was typed into the form: a server, something else (null), or nothing yet. */
  readonly server: string | null | undefined;
}

/** Every way to pass a petition on, for readers who did not sign, too. */
export function SharePage({ server, sharing, visit }: SharePageProps) {
  const { locale, say } = visit;
  const { slug, text } = sharing.petition;
  const path = petitionPath(locale, slug);
  return (
    <Frame visit={visit} title={say('share.title')} passesOn>
      <div className="narrow">
        <h1>{say('share.title')}</h1>
        <p className="lead">
          <a href={path}>{textFor(text, locale).title}</a>
        </p>
        {server !== undefined && <MastodonAnswer {...{ server, sharing, visit }} />}
        <ShareWays {...{ sharing, visit }} />
        <h2>{say('share.paper')}</h2>
        <p>
          <a href={posterPath(locale, slug)}>{say('share.paper.poster')}</a>
        </p>
        <p className="go">
          <a href={path}>{say('share.back')}</a>
        </p>
      </div>
    </Frame>
  );
}
