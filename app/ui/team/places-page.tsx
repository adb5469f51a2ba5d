import type { Member } from '@/lib/team/members.ts';
import { coalitionPath, foundingPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { Words } from '../words.tsx';
import { PanelFrame } from './team-frame.tsx';

interface PlacesPageProps {
  readonly places: readonly Member[];
  /** Whether the reader may found a coalition. */
  readonly mayFound: boolean;
  readonly visit: Visit;
}

/** Every coalition the reader has a place in, with the role there. */
export function PlacesPage({ mayFound, places, visit }: PlacesPageProps) {
  const { say } = visit;
  return (
    <PanelFrame visit={visit} title={say('team.title')} isSignedIn>
      <h1>{say('team.places')}</h1>
      {places.length === 0 && <p className="empty">{say(mayFound ? 'coalition.founding.first' : 'team.no-place')}</p>}
      <ul className="list">
        {places.map(({ coalition, id, role }) => (
          <li key={id}>
            <h2>
              <a href={coalitionPath(coalition.slug)}>
                <Words text={coalition.name} visit={visit} />
              </a>
            </h2>
            <p className="soft">{say(`team.role.${role}`)}</p>
          </li>
        ))}
      </ul>
      {mayFound && (
        <p>
          <a className={places.length === 0 ? 'button' : undefined} href={foundingPath}>
            {say('coalition.founding.title')}
          </a>
        </p>
      )}
    </PanelFrame>
  );
}
