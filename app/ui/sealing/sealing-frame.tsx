import type { ReactNode } from 'react';
import type { Member } from '@/lib/team/members.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

export interface SealingPlace {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
}

interface SealingFrameProps extends SealingPlace {
  readonly title: string;
  /** By the field that each stands at. */
  readonly problems: { readonly [field: string]: string };
  readonly children: ReactNode;
}

/** A page about a petition's sealing keys: it stands under the settings, and its script works in the browser alone. */
export function SealingFrame({ children, member, petition, problems, title, visit }: SealingFrameProps) {
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/settings"
      title={title}
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
      scripts={['sealing.js']}
    >
      {children}
    </TeamFrame>
  );
}

interface InBrowserProps {
  /** What the script does here (app/panel/sealing.ts). */
  readonly act: 'own' | 'word';
  readonly button: string;
  readonly visit: Visit;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What the browser can do by itself; hidden where there is no script. */
export const InBrowser = ({ act, button, children, className, visit: { say } }: InBrowserProps) => (
  <div data-sealing={act} hidden className={className}>
    {children}
    <p className="go">
      <button type="button" className="plain">
        {button}
      </button>
      <span role="status" className="wrong" data-failed={say('sealing.failed')} />
    </p>
  </div>
);
