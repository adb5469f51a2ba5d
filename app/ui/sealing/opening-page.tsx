import type { Challenge } from '@/lib/sealing/openings.ts';
import { sealingKeyPath, sealingPath } from '@/lib/urls.ts';
import { LongField, TextField } from '../field.tsx';
import { InBrowser, SealingFrame, type SealingPlace } from './sealing-frame.tsx';

interface OpeningPageProps extends SealingPlace {
  readonly challenge: Challenge;
  readonly isWrong: boolean;
}

/** Asks a holder to open a word: in the browser, or with the age program. */
export function OpeningPage({ challenge, isWrong, member, petition, visit }: OpeningPageProps) {
  const { say } = visit;
  const problem = isWrong ? say('sealing.open.wrong') : undefined;
  return (
    <SealingFrame
      {...{ visit, member, petition }}
      problems={problem ? { word: problem } : {}}
      title={say('sealing.open.title')}
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
        <InBrowser act="word" button={say('sealing.open.here')} visit={visit} className="card">
          <div className="field">
            <label htmlFor="identity">{say('sealing.open.file')}</label>
            <span className="hint" id="identity-hint">
              {say('sealing.open.file.hint')}
            </span>
            {/* Without a name: a form that is sent leaves it out. */}
            <input type="file" id="identity" aria-describedby="identity-hint" />
          </div>
        </InBrowser>
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
    </SealingFrame>
  );
}
