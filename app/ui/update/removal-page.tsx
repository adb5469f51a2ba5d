import { type TeamUpdate, titleOf } from '@/lib/update/read.ts';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';

/** Asks before a draft is thrown away. */
export function UpdateRemovalPage({ base, update, visit, ...place }: PetitionPlace & { readonly update: TeamUpdate }) {
  const { locale, say } = visit;
  const here = `${base}/updates/${update.id}`;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('update-team.removal')}
      tab="/team/[coalition]/petitions/[petition]/updates"
    >
      <p className="lead">{titleOf(update, locale).title || say('update-team.untitled')}</p>
      <p>{say('update-team.removal.lead')}</p>
      <form method="post" action={`${here}/removal`}>
        <p className="go">
          <button className="danger" type="submit">
            {say('update-team.remove')}
          </button>
          <a href={here}>{say('team.cancel')}</a>
        </p>
      </form>
    </TeamFrame>
  );
}
