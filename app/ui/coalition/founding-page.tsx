import { foundingPath, teamPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { type FormState, listProblems, PlainInput } from '../languages/fields-view.tsx';
import { LanguageFields } from '../languages/language-fields.tsx';
import { PanelFrame } from '../team/team-frame.tsx';

/** A coalition begins: its name, and the address that follows from it. */
export function FoundingPage({ state, visit }: { state: FormState; visit: Visit }) {
  const { say } = visit;
  const title = say('coalition.founding.title');
  return (
    <PanelFrame visit={visit} title={title} problems={listProblems(say, state)} isSignedIn>
      <nav className="crumbs" aria-label={say('team.crumbs')}>
        <ol>
          <li>
            <a href={teamPath}>{say('team.title')}</a>
          </li>
        </ol>
      </nav>
      <div className="narrow">
        <h1>{title}</h1>
        <p className="lead">{say('coalition.founding.lead')}</p>
        <form method="post" action={foundingPath} noValidate>
          <p>{say('coalition.one-language')}</p>
          <LanguageFields visit={visit} state={state} fields={[{ name: 'name' }]} />
          <PlainInput visit={visit} state={state} name="slug" hint={say('coalition.slug.hint')} />
          <p className="go">
            <button type="submit">{say('coalition.founding.button')}</button>
            <a href={teamPath}>{say('team.cancel')}</a>
          </p>
        </form>
      </div>
    </PanelFrame>
  );
}
