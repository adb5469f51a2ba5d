import {
  mastodonHref,
  type Sharing,
  shareHref,
  shareLink,
  shareMessage,
  shareWords,
  targets,
} from '@/lib/share/targets.ts';
import { sharePagePath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

/** Brand names, the same in every language. */
const names = { telegram: 'Telegram', whatsapp: 'WhatsApp', vk: 'VK', x: 'X', facebook: 'Facebook' } as const;

interface Props {
  readonly sharing: Sharing;
  readonly visit: Visit;
}

/** A part of a page that has more to say. */
export function ShareSection(props: Props) {
  return (
    <section aria-labelledby="share">
      <h2 id="share">{props.visit.say('share.title')}</h2>
      <ShareWays {...props} />
    </section>
  );
}

/** Every way to pass the petition on; each is a plain link, a form or a field, and none loads anything. */
export function ShareWays({ sharing, visit }: Props) {
  const { say } = visit;
  return (
    <>
      <p>{say('share.lead')}</p>
      <NativeButton {...{ sharing, visit }} />
      <ShareRow {...{ sharing, visit }} />
      <CopyField id="share-link" label={say('share.copy')} text={shareMessage(sharing, 'link')} visit={visit} />
      <CopyField
        id="share-signal"
        label={say('share.signal')}
        hint={say('share.signal.how')}
        text={shareMessage(sharing, 'signal')}
        visit={visit}
      />
      <MastodonForm {...{ sharing, visit }} />
      <p className="soft">{say('share.safe')}</p>
    </>
  );
}

/** The channels that take a link. */
export function ShareRow({ sharing, visit }: Props) {
  return (
    <ul className="row ways">
      {targets.map((target) => (
        <li key={target}>
          <a className="button plain" href={shareHref(sharing, target)} rel="noreferrer">
            {target === 'mail' ? visit.say('share.mail') : names[target]}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Shown by the script where the device has a way of its own (app/share.js). */
export function NativeButton({ sharing, visit }: Props) {
  const words = shareWords(sharing.petition, sharing.locale);
  return (
    <button type="button" hidden data-words={words} data-link={shareLink(sharing, 'link')}>
      {visit.say('share.native')}
    </button>
  );
}

interface CopyFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly visit: Visit;
}

/** A field to copy from by hand; the script adds a button that does it. */
function CopyField({ hint, id, label, text, visit: { say } }: CopyFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        id={id}
        type="text"
        readOnly
        defaultValue={text}
        dir="auto"
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
      />
      <button className="plain" type="button" hidden data-copies={id} data-done={say('share.copied')}>
        {say('share.copy-button')}
      </button>{' '}
      <span role="status" />
    </div>
  );
}

/** Mastodon is many servers: the one that is typed becomes a link on the next page. */
function MastodonForm({ sharing, visit: { locale, say } }: Props) {
  const { partnerId, petition } = sharing;
  const code = petition.shareLinks.find((link) => link.partnerId === partnerId && link.channel === 'mastodon')?.code;
  return (
    <form method="get" action={sharePagePath(locale, petition.slug)}>
      {code && <input type="hidden" name="share" value={code} />}
      <div className="field">
        <label htmlFor="server">{say('share.mastodon')}</label>
        <span className="hint" id="server-hint">
          {say('share.mastodon.hint')}
        </span>
        <input
          id="server"
          name="server"
          type="text"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="server-hint"
        />
      </div>
      <button className="plain" type="submit">
        {say('share.mastodon.show')}
      </button>
    </form>
  );
}

/** The link that a typed server becomes, or what to type instead. */
export function MastodonAnswer({ server, sharing, visit: { say } }: Props & { readonly server: string | null }) {
  return (
    <p className="note" role="status">
      {server ? (
        <a href={mastodonHref(sharing, server)} rel="noreferrer">
          {say('share.mastodon.go', { server })}
        </a>
      ) : (
        say('share.mastodon.wrong')
      )}
    </p>
  );
}
