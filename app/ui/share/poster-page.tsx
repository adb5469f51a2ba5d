import type { Petition } from '@/lib/petition/read.ts';
import { textFor } from '@/lib/petition/read.ts';
import type { PosterFacts } from '@/lib/poster/facts.ts';
import { petitionPath, posterPdfPath, qrPath, tearOffPath } from '@/lib/urls.ts';
import { Frame, type Visit } from '../frame.tsx';

interface PosterPageProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly facts: PosterFacts;
  /** A share code of this petition; empty for the coalition's own. */
  readonly code: string;
}

/** The poster as a page to print, and everything on paper to download. */
export function PosterPage({ code, facts, petition, visit }: PosterPageProps) {
  const { locale, say } = visit;
  const { slug } = petition;
  const files = [
    [posterPdfPath(locale, slug, code), say('poster.pdf')],
    [tearOffPath(locale, slug, code), say('poster.tear-off')],
    [qrPath(slug, 'svg', code), say('poster.qr-svg')],
    [qrPath(slug, 'png', code), say('poster.qr-png')],
  ] as const;
  const text = textFor(petition.text, locale);
  return (
    <Frame visit={visit} title={say('poster.title')}>
      <div className="narrow">
        <h1 className="screen">{say('poster.title')}</h1>
        <div className="screen">
          <p>{say('poster.lead')}</p>
          <ul>
            {files.map(([href, words]) => (
              <li key={href}>
                <a href={href}>{words}</a>
              </li>
            ))}
          </ul>
          <p className="go">
            <a href={petitionPath(locale, slug)}>{say('share.back')}</a>
          </p>
        </div>
        <article className="card poster">
          <h2 lang={text.language} dir={facts.text.direction}>
            {facts.text.title}
          </h2>
          <p lang={text.language} dir={facts.text.direction}>
            {facts.text.demand}
          </p>
          {/* biome-ignore lint/performance/noImgElement: the page is plain HTML; there is no image component in it. */}
          <img src={qrPath(slug, 'svg', code)} alt={say('poster.qr')} width={270} height={270} />
          <p>
            <strong>{facts.closed ?? facts.scan}</strong>
            <br />
            {facts.type}
            <br />
            <strong dir="ltr">{facts.address}</strong>
          </p>
          <p className="soft">
            {facts.by}: {facts.partners.join(', ')}
          </p>
        </article>
      </div>
    </Frame>
  );
}
