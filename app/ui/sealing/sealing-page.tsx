import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import type { Sealing, TeamKey } from '@/lib/sealing/read.ts';
import { sealingKeyPath, sealingPath } from '@/lib/urls.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { MakeKeyForm } from './make-key-form.tsx';
import { InBrowser, SealingFrame, type SealingPlace } from './sealing-frame.tsx';

export interface SealingPageProps extends SealingPlace {
  readonly sealing: Sealing;
  /** What was typed into the form that came back: never a private half. */
  readonly typed?: { readonly recipient: string; readonly wrapped: string; readonly holders: readonly string[] };
  /** By the field that each stands at. */
  readonly problems?: { readonly [field: string]: string };
  readonly isLate?: boolean;
}

/** A petition's sealing keys: who holds them, who has proved it, and what is to be decided. */
export function SealingPage(props: SealingPageProps) {
  const { isLate, member, petition, problems = {}, sealing, visit } = props;
  const { say } = visit;
  const isSealed = petition.privacyMode === 'sealed';
  return (
    <SealingFrame {...{ visit, member, petition, problems }} title={say('sealing.title')}>
      <p className="lead narrow">{say('sealing.lead')}</p>
      {!isSealed && <p className="note">{say('sealing.not-sealed')}</p>}
      {isLate && (
        <p className="alarm" role="alert">
          {say('sealing.late')}
        </p>
      )}
      <OwnKey {...props} />
      <h2>{say('sealing.keys')}</h2>
      {sealing.keys.length === 0 && <p className="empty">{say('sealing.keys.none')}</p>}
      {sealing.keys.map((key) => (
        <KeyCard key={key.id} {...props} one={key} />
      ))}
      {isSealed && <MakeKeyForm {...props} />}
    </SealingFrame>
  );
}

function OwnKey({ member, petition, problems, sealing, visit }: SealingPageProps) {
  const { say } = visit;
  const mine = sealing.holders.find(({ isMe }) => isMe);
  return (
    <section aria-labelledby="mine" className="narrow">
      <h2 id="mine">{say('sealing.mine')}</h2>
      <p>{say('sealing.mine.lead')}</p>
      {mine && (
        <p>
          {say('sealing.mine.has')}{' '}
          <code className="hash" dir="ltr">
            {mine.recipient}
          </code>
        </p>
      )}
      <form method="post" action={`${sealingPath(member.coalition.slug, petition.slug)}/holder`} className="card">
        <InBrowser act="own" button={say('sealing.mine.make')} visit={visit}>
          <p className="soft">{say('sealing.mine.make.hint')}</p>
        </InBrowser>
        <p>{say('sealing.mine.commands')}</p>
        <pre className="letter" dir="ltr">
          age-keygen -o my-key.txt
        </pre>
        <TextField
          id="recipient"
          type="text"
          direction="ltr"
          label={say('sealing.mine.field')}
          problem={problems?.recipient}
          value=""
          autoComplete="off"
        />
        <button type="submit">{say('sealing.mine.save')}</button>
      </form>
    </section>
  );
}

function KeyCard({ member, one, petition, visit }: SealingPageProps & { one: TeamKey }) {
  const { locale, say } = visit;
  const path = sealingKeyPath(member.coalition.slug, petition.slug, one.id);
  const when = one.activeFrom && { day: formatDay(locale, one.activeFrom), time: formatTime(locale, one.activeFrom) };
  const mayProve = one.holders.some(({ isMe, provedAt }) => isMe && !provedAt) && one.state !== 'refused';
  return (
    <article className="card" aria-label={one.fingerprint}>
      <h3>
        <span className="hash" dir="ltr">
          {one.fingerprint}
        </span>{' '}
        <span className="stamp">{say(`sealing.state.${one.state}`, when ?? {})}</span>
      </h3>
      <p>{say('sealing.made', { person: one.madeBy, day: formatDay(locale, one.madeAt) })}</p>
      <ul>
        {one.holders.map(({ name, provedAt }) => (
          <li key={name}>
            {provedAt
              ? say('sealing.proved', { person: name, day: formatDay(locale, provedAt) })
              : say('sealing.unproved', { person: name })}
          </li>
        ))}
      </ul>
      {mayProve && (
        <p>
          <a className="button" href={path}>
            {say('sealing.prove')}
          </a>
        </p>
      )}
      {one.state === 'waiting' && <Decision path={path} isMine={one.isMine} visit={visit} />}
      <details>
        <summary>{say('sealing.wrapped')}</summary>
        <pre className="letter" dir="ltr">
          {one.wrapped}
        </pre>
      </details>
    </article>
  );
}

function Decision({ isMine, path, visit: { say } }: { isMine: boolean; path: string; visit: Visit }) {
  return (
    <form method="post" action={`${path}/approval`}>
      <p>{say('sealing.approve.lead')}</p>
      <p className="go">
        {!isMine && (
          <button type="submit" name="decision" value="approve">
            {say('sealing.approve')}
          </button>
        )}
        <button type="submit" name="decision" value="refuse" className="plain">
          {say('sealing.refuse')}
        </button>
      </p>
    </form>
  );
}
