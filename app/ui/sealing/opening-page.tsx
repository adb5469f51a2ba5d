import type { Challenge } from '@/lib/sealing/openings.ts';
import type { Member } from '@/lib/team/members.ts';
import { sealingKeyPath, sealingPath } from '@/lib/urls.ts';
import { LongField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface OpeningPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
  readonly challenge: Challenge;
  readonly isWrong: boolean;
}

/** Asks a holder to open a word: in the browser, or with the age program. */
export function OpeningPage({ challenge, isWrong, member, petition, visit }: OpeningPageProps) {
  const { say } = visit;
  const problem = isWrong ? say('sealing.open.wrong') : undefined;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/settings"
      title={say('sealing.open.title')}
      problems={problem ? [{ field: 'word', words: problem }] : undefined}
      scripts={['sealing.js']}
    >
      <form
        method="post"
        action={sealingKeyPath(member.coalition.slug, petition.slug, challenge.keyId)}
        className="narrow"
        noValidate
      >
        <p className="hash" dir="ltr">
          {challenge.fingerprint}
        </p>
        <p>{say('sealing.open.lead')}</p>
        <div data-sealing="word" hidden className="card">
          <div className="field">
            <label htmlFor="identity">{say('sealing.open.file')}</label>
            <span className="hint" id="identity-hint">
              {say('sealing.open.file.hint')}
            </span>
            {/* Without a name: a form that is sent leaves it out. */}
            <input type="file" id="identity" aria-describedby="identity-hint" />
          </div>
          <p className="go">
            <button type="button" className="plain">
              {say('sealing.open.here')}
            </button>
            <span role="status" className="wrong" data-failed={say('sealing.failed')} />
          </p>
        </div>
        <TextField
          id="word"
          type="text"
          direction="ltr"
          label={say('sealing.open.word')}
          problem={problem}
          value=""
          autoComplete="off"
        />
        <input type="hidden" name="carried" value={challenge.carried} />
        <p className="go">
          <button type="submit">{say('sealing.open.save')}</button>
          <a href={sealingPath(member.coalition.slug, petition.slug)}>{say('sealing.back')}</a>
        </p>
        <p>{say('sealing.open.commands')}</p>
        <pre className="letter" dir="ltr">
          {'age -d -i my-key.txt -o petition-key.txt petition-key.age\nage -d -i petition-key.txt word.age'}
        </pre>
        <LongField id="shown_key" direction="ltr" label={say('sealing.wrapped')} value={challenge.wrapped} />
        <LongField id="shown_word" direction="ltr" label={say('sealing.open.sealed')} value={challenge.sealedWord} />
      </form>
    </TeamFrame>
  );
}
