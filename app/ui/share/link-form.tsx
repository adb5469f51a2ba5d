import { pickText } from '@/lib/i18n/format.ts';
import type { Say } from '@/lib/i18n/words.ts';
import { type LinkProblems, type LinkTyped, shareChannels } from '@/lib/share/fields.ts';
import type { LinkChoice } from '@/lib/share/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { teamLinksPath } from '@/lib/urls.ts';
import { ChoiceField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';

interface LinkFormProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: string;
  readonly choices: readonly LinkChoice[];
  readonly typed: LinkTyped;
  readonly problems: LinkProblems;
}

export function LinkForm({ choices, member, petition, problems, typed, visit }: LinkFormProps) {
  const { locale, say } = visit;
  const problemOf = (name: string) => sayLinkProblems(problems, say).find(({ field }) => field === name)?.words;
  return (
    <form method="post" action={teamLinksPath(member.coalition.slug, petition)} noValidate>
      <h2>{say('link.new')}</h2>
      <ChoiceField id="partner" label={say('link.partner')} value={typed.partner} problem={problemOf('partner')}>
        {choices.map(({ id, name, slug }) => (
          <option key={slug} value={slug}>
            {id ? pickText(name, locale).text : say('link.whole')}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField id="channel" label={say('link.channel')} value={typed.channel} problem={problemOf('channel')}>
        <option value="">{say('link.channel.choose')}</option>
        {shareChannels.map((channel) => (
          <option key={channel} value={channel}>
            {say(`link.channel.${channel}`)}
          </option>
        ))}
      </ChoiceField>
      <TextField
        id="code"
        type="text"
        label={say('link.code')}
        hint={say('link.code.hint')}
        value={typed.code}
        problem={problemOf('code')}
        autoComplete="off"
        direction="ltr"
      />
      <button type="submit">{say('link.make')}</button>
    </form>
  );
}

export function sayLinkProblems(problems: LinkProblems, say: Say): { field: string; words: string }[] {
  const { channel, code, partner } = problems;
  return [
    ...(partner ? [{ field: 'partner', words: say(`link.partner.${partner}`) }] : []),
    ...(channel ? [{ field: 'channel', words: say(`link.channel.${channel}`) }] : []),
    ...(code ? [{ field: 'code', words: say(`link.code.${code}`) }] : []),
  ];
}
