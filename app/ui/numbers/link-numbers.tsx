import { formatNumber } from '@/lib/i18n/format.ts';
import { type ShareChannel, shareChannels } from '@/lib/share/fields.ts';
import type { ShareLink } from '@/lib/share/read.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';
import { Scroll } from './scroll.tsx';

interface LinkNumbersProps {
  readonly visit: Visit;
  readonly links: readonly ShareLink[];
  readonly path: string;
}

/** What share links brought: by channel, and the strongest links. */
export function LinkNumbers({ links, path, visit }: LinkNumbersProps) {
  const { say } = visit;
  return (
    <section aria-labelledby="links">
      <h2 id="links">{say('numbers.links')}</h2>
      {links.length === 0 ? (
        <p className="empty">{say('numbers.links.none')}</p>
      ) : (
        <>
          <NumbersTable
            visit={visit}
            caption={say('numbers.channels')}
            head={say('link.channel')}
            rows={byChannel(links).map(({ channel, ...row }) => ({
              ...row,
              id: channel,
              name: say(`link.channel.${channel}`),
            }))}
          />
          <NumbersTable
            visit={visit}
            caption={say('numbers.strongest')}
            head={say('numbers.link')}
            rows={links.slice(0, STRONGEST).map(({ channel, code, partner, ...row }) => ({
              ...row,
              id: code,
              name: (
                <>
                  {partner ? <Words text={partner.name} visit={visit} /> : say('link.whole')}
                  {' · '}
                  {say(`link.channel.${channel}`)} <span className="soft">/s/{code}</span>
                </>
              ),
            }))}
          />
        </>
      )}
      <p>
        <a href={path}>{say('numbers.links.all')}</a>
      </p>
    </section>
  );
}

const STRONGEST = 5;

interface LinkSums {
  readonly visits: number;
  readonly signatures: number;
}

function byChannel(links: readonly ShareLink[]): (LinkSums & { readonly channel: ShareChannel })[] {
  return shareChannels
    .map((channel) => {
      const own = links.filter((link) => link.channel === channel);
      const sum = (value: keyof LinkSums) => own.reduce((total, link) => total + link[value], 0);
      return { channel, links: own.length, visits: sum('visits'), signatures: sum('signatures') };
    })
    .filter((row) => row.links > 0)
    .sort((a, b) => b.signatures - a.signatures);
}

interface NumbersTableProps {
  readonly visit: Visit;
  readonly caption: string;
  readonly head: string;
  readonly rows: readonly (LinkSums & { readonly id: string; readonly name: React.ReactNode })[];
}

const NumbersTable = ({ caption, head, rows, visit: { locale, say } }: NumbersTableProps) => (
  <Scroll label={caption}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="n">
            {say('link.visits')}
          </th>
          <th scope="col" className="n">
            {say('numbers.signatures')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, signatures, visits }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td className="n">{formatNumber(locale, visits)}</td>
            <td className="n">{formatNumber(locale, signatures)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);
