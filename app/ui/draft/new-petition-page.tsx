import type { NewPetition } from '@/lib/draft/create.ts';
import { pickText } from '@/lib/i18n/format.ts';
import { localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Member } from '@/lib/team/members.ts';
import { coalitionPath } from '@/lib/urls.ts';
import { ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface NewPetitionPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly campaigns: readonly { readonly slug: string; readonly title: { readonly [language: string]: string } }[];
  readonly typed: NewPetition;
  readonly problems: { readonly [name in keyof NewPetition]?: string };
  readonly appUrl: string;
}

export function NewPetitionPage({ appUrl, campaigns, member, problems, typed, visit }: NewPetitionPageProps) {
  const { locale, say } = visit;
  const at = coalitionPath(member.coalition.slug);
  const shown = Object.entries(problems).map(([field, words]) => ({ field, words }));
  return (
    <TeamFrame {...{ visit, member }} tab="/team/[coalition]" title={say('overview.new')} problems={shown}>
      {campaigns.length === 0 ? (
        <p className="empty">
          {say('draft.new.no-campaign')} <a href={`${at}/campaigns`}>{say('overview.first.campaign')}</a>
        </p>
      ) : (
        <form className="narrow" method="post" action={`${at}/petitions`} noValidate>
          <ChoiceField
            id="campaign"
            label={say('draft.new.campaign')}
            hint={say('draft.new.campaign.hint')}
            problem={problems.campaign}
            value={typed.campaign}
          >
            {campaigns.length > 1 && <option value="">{say('draft.new.choose')}</option>}
            {campaigns.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {pickText(title, locale).text || slug}
              </option>
            ))}
          </ChoiceField>
          <TextField
            id="title"
            type="text"
            label={say('draft.new.title')}
            hint={say('draft.new.title.hint')}
            problem={problems.title}
            value={typed.title}
            direction="auto"
          />
          <ChoiceField
            id="language"
            label={say('draft.new.language')}
            hint={say('draft.new.language.hint')}
            problem={problems.language}
            value={typed.language}
          >
            {locales.map((language) => (
              <option key={language} value={language} lang={language}>
                {localeNames[language]}
              </option>
            ))}
          </ChoiceField>
          <TextField
            id="slug"
            type="text"
            label={say('draft.new.slug')}
            hint={say('draft.new.slug.hint', { example: `${appUrl}/${locale}/petitions/…` })}
            problem={problems.slug}
            value={typed.slug}
            direction="ltr"
          />
          <p className="go">
            <button type="submit">{say('draft.new.create')}</button>
            <a href={at}>{say('team.cancel')}</a>
          </p>
        </form>
      )}
    </TeamFrame>
  );
}
