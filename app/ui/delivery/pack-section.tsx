import type { Pack } from '@/lib/delivery/read.ts';
import { formatMoment, formatNumber, formatSize } from '@/lib/i18n/format.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { exportPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';

interface PackSectionProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly packs: readonly Pack[];
  /** The page of the hand-over. */
  readonly path: string;
}

const aboutKey = {
  public: 'delivery.pack.about.names',
  private: 'delivery.pack.about.names',
  sealed: 'delivery.pack.about.sealed',
  'count-only': 'delivery.pack.about.count-only',
} as const;

/** What is handed over: what it holds, how far it has come, and the buttons that make and take it. */
export function PackSection(props: PackSectionProps) {
  const { member, packs, path, petition, visit } = props;
  const { say } = visit;
  const isOwner = mayAct('/team/[coalition]/petitions/[petition]/deliveries/[delivery]/packs', member.role);
  const isUnderWay = packs.some(({ state }) => state === 'waiting' || state === 'making' || state === 'made');
  const current = packs.find(({ state }) => state === 'making');
  return (
    <section className="card" aria-labelledby="packs">
      <h2 id="packs">{say('delivery.pack.title')}</h2>
      <p>{say(aboutKey[petition.privacyMode])}</p>
      {packs.length === 0 && <p className="empty">{say('delivery.pack.none')}</p>}
      <div id="progress" aria-live="polite" data-state={current ? 'going' : 'still'}>
        <ul className="list">
          {packs.map((pack) => (
            <li key={pack.exportId}>
              <PackItem {...props} pack={pack} />
            </li>
          ))}
        </ul>
      </div>
      {!petition.publishedAt && <p className="note">{say('delivery.not-published')}</p>}
      {petition.publishedAt && !isOwner && packs.length === 0 && <p className="soft">{say('delivery.pack.owners')}</p>}
      {petition.publishedAt && isOwner && !isUnderWay && (
        <form className="go" method="post" action={`${path}/packs`}>
          <button type="submit">{say('delivery.pack.ask')}</button>
        </form>
      )}
    </section>
  );
}

function PackItem({ member, pack, path, petition, visit }: PackSectionProps & { readonly pack: Pack }) {
  const { locale, say } = visit;
  const asked = <p className="soft">{say('delivery.pack.asked', { moment: formatMoment(locale, pack.askedAt) })}</p>;
  switch (pack.state) {
    case 'waiting':
      return (
        <>
          {asked}
          <p>{say('delivery.pack.state.waiting')}</p>
          {member.role === 'owner' && (
            <p>
              <a href={exportPath(member.coalition.slug, petition.slug, pack.exportId)}>
                {say('delivery.pack.decide')}
              </a>
            </p>
          )}
        </>
      );
    case 'making':
      return (
        <>
          {asked}
          <p>{say('delivery.pack.state.making')}</p>
          <p id="going" aria-live="off">
            {say(`delivery.pack.stage.${pack.stage}`, {
              done: formatNumber(locale, pack.done),
              total: formatNumber(locale, pack.total),
            })}
          </p>
          <progress aria-labelledby="going" max={Math.max(1, pack.total)} value={Math.min(pack.done, pack.total)} />
          <p>
            <a href={path}>{say('delivery.pack.look-again')}</a>
          </p>
        </>
      );
    case 'made':
      return (
        <>
          {asked}
          <p>
            {say('delivery.pack.state.made', {
              size: formatSize(locale, pack.size ?? 0),
              names: formatNumber(locale, pack.names),
              moment: pack.expiresAt ? formatMoment(locale, pack.expiresAt) : '',
            })}
          </p>
          {pack.names > 0 && <p className="note">{say('delivery.pack.guard')}</p>}
          {pack.askedBy === member.accountId ? (
            <form className="go" method="post" action={`${path}/packs/${pack.exportId}/file`}>
              <button type="submit">{say('delivery.pack.take')}</button>
            </form>
          ) : (
            <p className="soft">{say('delivery.pack.only-asker')}</p>
          )}
        </>
      );
    case 'taken':
      return (
        <>
          {asked}
          <p>
            {say('delivery.pack.state.taken')}{' '}
            <span className="hash" dir="ltr">
              {pack.sha256?.toString('hex')}
            </span>
          </p>
        </>
      );
    case 'refused':
    case 'lapsed':
    case 'failed':
      return (
        <>
          {asked}
          <p>{say(`delivery.pack.state.${pack.state}`)}</p>
        </>
      );
  }
}
