import { pickText } from '@/lib/i18n/format.ts';
import type { Choices } from '@/lib/invalidation/choices.ts';
import type { PrivacyMode } from '@/lib/petition/modes.ts';
import type { Member } from '@/lib/team/members.ts';
import { teamPetitionPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

/** What every page about a petition's signatures is told. */
export interface SignaturesView {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string; readonly privacyMode: PrivacyMode };
}

type Page = 'signatures' | 'signals' | 'invalidations' | 'invalidations/new';

export const pathOf = ({ member, petition }: SignaturesView, page: Page): string =>
  `${teamPetitionPath(member.coalition.slug, petition.slug)}/${page}`;

export const runPath = (view: SignaturesView, runId: string): string => `${pathOf(view, 'invalidations')}/${runId}`;

/** The three parts of the tab. */
export function PartsNav({ view, page }: { view: SignaturesView; page: Page | null }) {
  const { say } = view.visit;
  const parts = [
    ['signatures', say('signatures.search')],
    ['signals', say('signal.title')],
    ['invalidations', say('invalidation.title')],
  ] as const;
  return (
    <nav aria-label={say('signatures.title')}>
      <ul className="row parts">
        {parts.map(([part, name]) => (
          <li key={part}>
            <a href={pathOf(view, part)} aria-current={part === page ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function partnerName(choices: Choices, id: string | null, { locale }: Visit): string {
  const partner = choices.partners.find((known) => known.id === id);
  return partner ? pickText(partner.name, locale).text : '';
}

/** The channel, and the code that tells two of the same apart. */
export function channelName(choices: Choices, code: string, { say }: Visit): string {
  const link = choices.links.find((known) => known.code === code);
  return link ? `${say(`signatures.channel.${link.channel}`)} · ${code}` : code;
}

export function linkName(choices: Choices, code: string, visit: Visit): string {
  const partnerId = choices.links.find((known) => known.code === code)?.partnerId ?? null;
  return [partnerName(choices, partnerId, visit), channelName(choices, code, visit)].filter(Boolean).join(' · ');
}
