import { pickText } from '@/lib/i18n/format.ts';
import { isOffered, type Petition, type PetitionPartner } from '@/lib/petition/read.ts';
import type { MySignature } from '@/lib/signature/read.ts';
import type { Token } from '@/lib/token.ts';
import { followingPath, signaturePath } from '@/lib/urls.ts';
import { Box, ErrorSummary, TextField } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';

interface FollowingPageProps {
  readonly visit: Visit;
  readonly token: Token;
  readonly petition: Petition;
  /** A link from a letter of news shows the choice about news and nothing else of the signature. */
  readonly signature: MySignature & { readonly isNewsLink: boolean };
  /** The partner through whose page the signer came. */
  readonly partner: PetitionPartner | null;
  readonly isSaved: boolean;
  readonly email?: string;
  readonly problem?: string;
  /** What was ticked when the form came back: updates, partner's letters. */
  readonly wants?: readonly [boolean, boolean];
}

export function FollowingPage(props: FollowingPageProps) {
  const { isSaved, problem, signature, token, visit } = props;
  const { locale, say } = visit;
  return (
    <Frame visit={visit} title={say('following.title')} hasProblems={Boolean(problem)}>
      <div className="narrow">
        {problem && <ErrorSummary title={say('form.problems')} problems={[{ field: 'email', words: problem }]} />}
        <h1>{say('following.title')}</h1>
        {isSaved && !problem && (
          <p className="note" role="status">
            {say('following.saved')}
          </p>
        )}
        {signature.name === null ? (
          <p>{say(signature.isUnreadable ? 'mine.unreadable' : 'following.erased')}</p>
        ) : (
          <FollowingForm {...props} />
        )}
        {!signature.isNewsLink && (
          <p>
            <a href={signaturePath(locale, token)}>{say('following.back')}</a>
          </p>
        )}
      </div>
    </Frame>
  );
}

function FollowingForm({ email, partner, petition, problem, signature, token, visit, wants }: FollowingPageProps) {
  const { locale, say } = visit;
  const [updates, partnerUpdates] = wants ?? [
    signature.consents.has('updates'),
    signature.consents.has('partner-updates'),
  ];
  // What is no longer offered can still be taken back.
  const has = (kind: 'updates' | 'partner-updates') => isOffered(petition, kind) || signature.consents.has(kind);
  const partnerName = partner && !signature.isNewsLink && has('partner-updates') && pickText(partner.name, locale).text;
  return (
    <form method="post" action={followingPath(locale, token)} noValidate>
      <p>{say(signature.isNewsLink ? 'following.news-lead' : 'following.lead')}</p>
      {has('updates') && <Box id="updates" isTicked={updates} label={say('following.updates')} />}
      {partnerName && (
        <Box
          id="partner_updates"
          isTicked={partnerUpdates}
          label={say('following.partner-updates', { partner: partnerName })}
        />
      )}
      {!signature.mailboxIsKept && (
        <TextField
          id="email"
          type="email"
          label={say('signature.email')}
          hint={say('following.email.hint')}
          problem={problem}
          value={email ?? ''}
          autoComplete="email"
          direction="ltr"
        />
      )}
      <p className="go">
        <button type="submit">{say('following.submit')}</button>
        {(signature.isNewsLink ? signature.consents.has('updates') : signature.mailboxIsKept) && (
          <button className="plain" type="submit" name="stop" value="yes">
            {say(signature.isNewsLink ? 'following.stop-news' : 'following.stop')}
          </button>
        )}
      </p>
    </form>
  );
}
