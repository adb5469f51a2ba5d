import { HOLDERS_NEEDED } from '@/lib/petition/sealing.ts';
import { sealingPath } from '@/lib/urls.ts';
import { LongField, TextField } from '../field.tsx';
import type { SealingPageProps } from './sealing-page.tsx';

/** Makes the petition's pair: in the browser with one button, or with the age program and two fields. */
export function MakeKeyForm(props: SealingPageProps) {
  const { member, petition, problems = {}, sealing, typed, visit } = props;
  const { say } = visit;
  const { holders } = sealing;
  if (holders.length < HOLDERS_NEEDED) return <p className="note">{say('sealing.holders.few')}</p>;
  const isTicked = (accountId: string) => !typed || typed.holders.includes(accountId);
  return (
    <section aria-labelledby="make" className="narrow">
      <h2 id="make">{say('sealing.make')}</h2>
      {petition.publishedAt && <p className="note">{say('sealing.make.change')}</p>}
      <form
        method="post"
        action={`${sealingPath(member.coalition.slug, petition.slug)}/keys`}
        className="card"
        noValidate
      >
        <fieldset className="group" id="holders">
          <legend>{say('sealing.make.holders')}</legend>
          {problems.holders && <span className="wrong">{problems.holders}</span>}
          {holders.map(({ accountId, name, recipient }) => (
            <div className="box" key={accountId}>
              <input
                type="checkbox"
                id={`holder_${accountId}`}
                name={`holder_${accountId}`}
                value="yes"
                data-recipient={recipient}
                defaultChecked={isTicked(accountId)}
              />
              <label htmlFor={`holder_${accountId}`}>
                <bdi>{name}</bdi>
              </label>
            </div>
          ))}
        </fieldset>
        <div data-sealing="pair" hidden>
          <p className="soft">{say('sealing.make.here.hint')}</p>
          <p className="go">
            <button type="button">{say('sealing.make.here')}</button>
            <span role="status" className="wrong" data-failed={say('sealing.failed')} />
          </p>
        </div>
        <p>{say('sealing.make.commands')}</p>
        <pre className="letter" dir="ltr">
          {commandsFor(holders.map(({ recipient }) => recipient))}
        </pre>
        <TextField
          id="key_recipient"
          type="text"
          direction="ltr"
          label={say('sealing.make.recipient')}
          problem={problems.key_recipient}
          value={typed?.recipient ?? ''}
          autoComplete="off"
        />
        <LongField
          id="wrapped"
          direction="ltr"
          label={say('sealing.make.wrapped')}
          problem={problems.wrapped}
          value={typed?.wrapped ?? ''}
        />
        <button type="submit" className="plain">
          {say('sealing.make.save')}
        </button>
      </form>
    </section>
  );
}

const commandsFor = (recipients: readonly string[]): string =>
  [
    'age-keygen -o petition-key.txt',
    `age -a ${recipients.map((recipient) => `\\\n  -r ${recipient} `).join('')}\\\n  -o petition-key.age petition-key.txt`,
    'shred -u petition-key.txt',
  ].join('\n');
