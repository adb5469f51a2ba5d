import { localeNames, locales } from '@/lib/i18n/locales.ts';
import type { Member } from '@/lib/team/members.ts';
import { embedPath, teamEmbedPath } from '@/lib/urls.ts';
import { ChoiceField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { accents, type EmbedWish, FIXED_HEIGHT, themes } from './wish.ts';

interface EmbedCodePageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  readonly isPublished: boolean;
  readonly wish: EmbedWish;
  /** The link that the button leads through; empty for the petition itself. */
  readonly share: string;
  readonly origin: string;
}

const escapeAttribute = (text: string) => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Two ways to show the petition elsewhere, ready to be copied. */
export function EmbedCodePage(props: EmbedCodePageProps) {
  const { isPublished, member, origin, petition, share, visit, wish } = props;
  const { locale, say } = visit;
  const language = wish.language ?? locale;
  const query = new URLSearchParams({
    lang: language,
    theme: wish.theme,
    accent: wish.accent,
    ...(share && { share }),
  });
  const path = `${embedPath(petition.slug)}?${query}`;
  const title = escapeAttribute(petition.title || petition.slug);
  const attributes = [
    `data-petition="${petition.slug}"`,
    `data-language="${language}"`,
    `data-theme="${wish.theme}"`,
    `data-accent="${wish.accent}"`,
    ...(share ? [`data-share="${share}"`] : []),
    `data-title="${title}"`,
  ];
  const withScript = `<script async src="${origin}/embed.js" ${attributes.join(' ')}></script>`;
  const src = escapeAttribute(origin + path);
  const alone = `<iframe src="${src}" title="${title}" width="100%" height="${FIXED_HEIGHT}" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
  return (
    <TeamFrame
      {...{ visit, member, petition }}
      tab="/team/[coalition]/petitions/[petition]/links"
      title={say('embed.title')}
      scripts={['copy.js']}
    >
      <p className="narrow">{say('embed.lead')}</p>
      {!isPublished && <p className="note narrow">{say('embed.unpublished')}</p>}
      <div className="wide">
        <div>
          <Code id="script" label={say('embed.script')} code={withScript} visit={visit} />
          <Code id="frame" label={say('embed.frame')} code={alone} visit={visit} />
          <Code
            id="policy"
            label={say('embed.policy')}
            code={`script-src ${origin};\nframe-src ${origin};`}
            visit={visit}
          />
        </div>
        <div className="side card">
          <LookForm {...props} />
          <h2>{say('embed.preview')}</h2>
          <iframe
            className="preview"
            src={path}
            title={petition.title || petition.slug}
            width="100%"
            height={FIXED_HEIGHT}
          />
        </div>
      </div>
    </TeamFrame>
  );
}

interface CodeProps {
  readonly id: string;
  readonly label: string;
  readonly code: string;
  readonly visit: Visit;
}

function Code({ code, id, label, visit: { say } }: CodeProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className="code" readOnly spellCheck={false} dir="ltr" rows={4} defaultValue={code} />
      <button
        type="button"
        className="plain"
        hidden
        data-copy={code}
        data-done={say('link.copied')}
        aria-describedby={`said-${id}`}
      >
        {say('link.copy')}
      </button>{' '}
      <span id={`said-${id}`} role="status" />
    </div>
  );
}

function LookForm({ member, petition, visit, wish }: EmbedCodePageProps) {
  const { locale, say } = visit;
  return (
    <form method="get" action={teamEmbedPath(member.coalition.slug, petition.slug)}>
      <ChoiceField id="lang" label={say('embed.language')} value={wish.language ?? locale}>
        {locales.map((language) => (
          <option key={language} value={language}>
            {localeNames[language]}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField id="theme" label={say('embed.theme')} value={wish.theme}>
        {themes.map((theme) => (
          <option key={theme} value={theme}>
            {say(`embed.theme.${theme}`)}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField id="accent" label={say('embed.accent')} value={wish.accent}>
        {accents.map((accent) => (
          <option key={accent} value={accent}>
            {say(`embed.accent.${accent}`)}
          </option>
        ))}
      </ChoiceField>
      <button type="submit">{say('embed.show')}</button>
    </form>
  );
}
