import type { ReactNode } from 'react';
import type { Member } from '@/lib/team/members.ts';
import type { TeamRoute } from '@/lib/team/rules.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface AskPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly tab: TeamRoute;
  readonly title: string;
  readonly lead: readonly string[];
  /** Where the answer is posted; null when there is nothing to answer, and `lead` says why. */
  readonly action: string | null;
  readonly button: string;
  readonly back: string;
  readonly isHarmless?: boolean;
  readonly children?: ReactNode;
}

/** "Are you sure": what will happen, the button that does it, and the way back. */
export function AskPage(props: AskPageProps) {
  const { action, back, button, children, isHarmless, lead, member, tab, title, visit } = props;
  return (
    <TeamFrame visit={visit} member={member} tab={tab} title={title}>
      <div className="narrow">
        {lead.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {children}
        {action ? (
          <form method="post" action={action}>
            <p className="go">
              <button type="submit" className={isHarmless ? undefined : 'danger'}>
                {button}
              </button>
              <a href={back}>{visit.say('team.cancel')}</a>
            </p>
          </form>
        ) : (
          <p className="go">
            <a href={back}>{visit.say('coalition.back')}</a>
          </p>
        )}
      </div>
    </TeamFrame>
  );
}
