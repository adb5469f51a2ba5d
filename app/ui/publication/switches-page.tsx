import type { ReactNode } from 'react';
import { mayTurnSwitch, type Switch, type SwitchBoard, type SwitchState } from '@/lib/coalition/switches.ts';
import { formatMoment } from '@/lib/i18n/format.ts';
import type { TypedWords } from '@/lib/team/answers.ts';
import type { Member } from '@/lib/team/members.ts';
import { mayRead } from '@/lib/team/rules.ts';
import { coalitionPath } from '@/lib/urls.ts';
import { TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { WordsFields } from '../team/words-fields.tsx';
import { Words } from '../words.tsx';

export interface SwitchesPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly board: SwitchBoard;
  readonly typed: TypedWords;
  readonly problems: { readonly [field: string]: string };
  readonly done?: string | undefined;
  readonly organisation?: string | undefined;
}

/** For the hour when something goes wrong: each switch says what it does, who turned it and since when. */
export function SwitchesPage(props: SwitchesPageProps) {
  const { board, done, member, problems, typed, visit } = props;
  const { say } = visit;
  const at = `${coalitionPath(member.coalition.slug)}/switches`;
  const may = (name: Switch) => mayTurnSwitch(name, member.role);
  return (
    <TeamFrame
      visit={visit}
      member={member}
      title={say('switch.title')}
      tab="/team/[coalition]/switches"
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
    >
      <p className="lead">{say('switch.lead')}</p>
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {(['signing', 'letters'] as const).map((name) => (
        <SwitchCard key={name} name={name} state={board[name]} visit={visit}>
          {may(name) ? (
            <form method="post" action={at}>
              <button
                className={board[name].isOn ? undefined : 'danger'}
                type="submit"
                name="act"
                value={`${board[name].isOn ? 'resume' : 'pause'}-${name}`}
              >
                {say(`switch.${name}.${board[name].isOn ? 'resume' : 'pause'}`)}
              </button>
            </form>
          ) : (
            <p className="soft">{say('switch.owners-only')}</p>
          )}
        </SwitchCard>
      ))}
      <SwitchCard name="banner" state={board.banner} visit={visit}>
        {board.words && (
          <p className="note">
            <Words text={board.words} visit={visit} />
          </p>
        )}
        {may('banner') ? (
          <form method="post" action={at} noValidate>
            <WordsFields
              name="banner"
              legend={say('switch.banner.words')}
              hint={say('switch.banner.hint')}
              typed={typed}
              problems={problems}
              first={visit.locale}
            />
            <p className="go">
              <button type="submit" name="act" value="set-banner">
                {say(board.banner.isOn ? 'switch.banner.change' : 'switch.banner.set')}
              </button>
              {board.banner.isOn && (
                <button className="plain" type="submit" name="act" value="remove-banner">
                  {say('switch.banner.remove')}
                </button>
              )}
            </p>
          </form>
        ) : (
          <p className="soft">{say('switch.owners-only')}</p>
        )}
        {may('banner') && <PreparedForm {...props} at={at} />}
      </SwitchCard>
      {mayRead('/team/[coalition]/switches/closing', member.role) && (
        <section className="card" aria-labelledby="close-all">
          <h2 id="close-all">{say('switch.close-all.title')}</h2>
          <p>{say('switch.close-all.lead')}</p>
          <p>
            <a className="button danger" href={`${at}/closing`}>
              {say('switch.close-all.begin')}
            </a>
          </p>
        </section>
      )}
      {mayRead('/team/[coalition]/switches/keys', member.role) && (
        <section className="card" aria-labelledby="keys">
          <h2 id="keys">{say('keys.title')}</h2>
          <p>{say('keys.short')}</p>
          <p>
            <a className="button danger" href={`${at}/keys`}>
              {say('keys.begin')}
            </a>
          </p>
        </section>
      )}
    </TeamFrame>
  );
}

/** Words for the day on which an organisation is designated: filled in above, and shown only by the button there. */
function PreparedForm({ at, organisation = '', problems, visit: { say } }: SwitchesPageProps & { at: string }) {
  return (
    <form method="post" action={at} noValidate>
      <h3>{say('switch.prepared.title')}</h3>
      <p>{say('switch.prepared.lead')}</p>
      <TextField
        id="organisation"
        type="text"
        label={say('switch.prepared.name')}
        problem={problems.organisation}
        value={organisation}
        direction="auto"
      />
      <button className="plain" type="submit" name="act" value="prepare-banner">
        {say('switch.prepared.fill')}
      </button>
    </form>
  );
}

interface SwitchCardProps {
  readonly name: Switch;
  readonly state: SwitchState;
  readonly visit: Visit;
  readonly children: ReactNode;
}

function SwitchCard({ children, name, state, visit }: SwitchCardProps) {
  const { locale, say } = visit;
  const { by, isOn, since } = state;
  return (
    <section className="card" aria-labelledby={name}>
      <h2 id={name}>{say(`switch.${name}.title`)}</h2>
      <p className={isOn ? 'alarm' : 'soft'}>
        {say(`switch.${name}.${isOn ? 'on' : 'off'}`)}{' '}
        {since && say('switch.since', { name: by ?? '–', time: formatMoment(locale, since) })}
      </p>
      <p>{say(`switch.${name}.lead`)}</p>
      {children}
    </section>
  );
}
