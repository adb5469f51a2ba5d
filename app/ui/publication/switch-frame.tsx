import type { ReactNode } from 'react';
import type { Member } from '@/lib/team/members.ts';
import { coalitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

export interface SwitchPlace {
  readonly visit: Visit;
  readonly member: Member;
  readonly problems: { readonly [field: string]: string };
}

export const switchesPath = ({ member }: SwitchPlace) => `${coalitionPath(member.coalition.slug)}/switches`;

/** A page behind the switches of a coalition: it asks before it does what cannot be taken back, and leads back to them. */
export function SwitchFrame(props: SwitchPlace & { readonly title: string; readonly children: ReactNode }) {
  const { children, member, problems, title, visit } = props;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      title={title}
      tab="/team/[coalition]/switches"
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
    >
      {children}
      <p>
        <a href={switchesPath(props)}>{visit.say('switch.back')}</a>
      </p>
    </TeamFrame>
  );
}
