import { formatNumber } from '@/lib/i18n/format.ts';
import type { ShareLink } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { sharePath, teamLinkQrPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';

interface LinkItemProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: string;
  readonly link: ShareLink;
  readonly appUrl: string;
}

/** One link: whose, for which channel, what it brought, and everything to pass it on with. */
export function LinkItem({ appUrl, link, member, petition, visit }: LinkItemProps) {
  const { locale, say } = visit;
  const { channel, code, partner, signatures, visits } = link;
  const url = appUrl + sharePath(code);
  return (
    <li id={code}>
      <h2>
        {partner ? <Words text={partner.name} visit={visit} /> : say('link.whole')} ·{' '}
        <span className="soft">{say(`link.channel.${channel}`)}</span>
      </h2>
      <p className="row">
        <bdi className="code" dir="ltr">
          {url}
        </bdi>
        <span className="small">
          <button
            type="button"
            className="plain"
            hidden
            data-copy={url}
            data-done={say('link.copied')}
            aria-describedby={`said-${code}`}
          >
            {say('link.copy')} <span className="hidden">/s/{code}</span>
          </button>
        </span>
        <span id={`said-${code}`} role="status" />
      </p>
      <p className="row">
        <span>{say('link.visits.count', { count: visits, number: formatNumber(locale, visits) })}</span>
        <span>{say('link.signatures.count', { count: signatures, number: formatNumber(locale, signatures) })}</span>
      </p>
      <QrCode code={code} path={teamLinkQrPath(member.coalition.slug, petition, code)} visit={visit} />
    </li>
  );
}

function QrCode({ code, path, visit: { say } }: { code: string; path: string; visit: Visit }) {
  return (
    <details>
      <summary>
        {say('link.qr')} <span className="hidden">/s/{code}</span>
      </summary>
      {/* biome-ignore lint/performance/noImgElement: the page is plain HTML; there is no image component in it. */}
      <img className="qr" src={path} alt={say('link.qr.alt', { code })} width={192} height={192} loading="lazy" />
      <p className="row">
        <a href={path} download={`${code}.svg`}>
          {say('link.qr.svg')}
        </a>
        <a href={`${path}?form=png`} download={`${code}.png`}>
          {say('link.qr.png')}
        </a>
      </p>
    </details>
  );
}
