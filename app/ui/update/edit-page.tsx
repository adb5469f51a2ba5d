import { formatNumber } from '@/lib/i18n/format.ts';
import { directionOf, type Locale, localeNames, locales } from '@/lib/i18n/locales.ts';
import { bodyField, LONGEST_BODY, LONGEST_TITLE, type TypedUpdate, titleField } from '@/lib/update/fields.ts';
import type { TeamUpdate } from '@/lib/update/read.ts';
import { Box, ChoiceField, LongField, TextField } from '../field.tsx';
import type { Visit } from '../frame.tsx';
import type { PetitionPlace } from '../team/petition-place.ts';
import { TeamFrame } from '../team/team-frame.tsx';

export interface EditPageProps extends PetitionPlace {
  readonly update: TeamUpdate;
  readonly typed: TypedUpdate;
  readonly problems: { readonly [field: string]: string };
  /** Somebody saved in between: what stands saved is shown beside what was typed. */
  readonly isStale: boolean;
  readonly mayPublish: boolean;
  readonly done?: string | undefined;
  readonly alarm?: string | undefined;
}

/** One update in five languages side by side. */
export function EditPage(props: EditPageProps) {
  const { alarm, base, done, isStale, mayPublish, problems, typed, update, visit, ...place } = props;
  const { locale, say } = visit;
  const here = `${base}/updates/${update.id}`;
  return (
    <TeamFrame
      {...place}
      visit={visit}
      title={say('update-team.edit')}
      tab="/team/[coalition]/petitions/[petition]/updates"
      problems={Object.entries(problems).map(([field, words]) => ({ field, words }))}
    >
      {done && (
        <p className="done" role="status">
          {done}
        </p>
      )}
      {alarm && (
        <p className="alarm" role="alert">
          {alarm}
        </p>
      )}
      <p>{say('update-team.lead')}</p>
      <form method="post" action={here} noValidate>
        <input type="hidden" name="revision" value={update.revision} />
        {/* First in the form, so that the Enter key saves. */}
        <p>
          <button type="submit">{say(isStale ? 'update-team.save-mine' : 'team.save')}</button>
        </p>
        <div className="pair">
          {ordered(locale).map((language) => (
            <LanguageFields key={language} {...props} language={language} here={here} />
          ))}
        </div>
        <Box
          id="letters"
          isTicked={typed.sendsLetters}
          label={say('update-team.letters')}
          hint={say('update-team.letters.hint')}
        />
        <p className="go">
          <button type="submit">{say(isStale ? 'update-team.save-mine' : 'team.save')}</button>
          {mayPublish && (
            <button className="plain" type="submit" name="then" value="publish">
              {say('update-team.save-and-publish')}
            </button>
          )}
          {mayPublish && <a href={`${here}/removal`}>{say('update-team.remove')}</a>}
        </p>
        <fieldset className="card">
          <legend>{say('update-team.test')}</legend>
          <p>{say('update-team.test.lead')}</p>
          <ChoiceField id="letter_language" label={say('team.language')} value={locale}>
            {locales.map((language) => (
              <option key={language} value={language}>
                {localeNames[language]}
              </option>
            ))}
          </ChoiceField>
          <button className="plain" type="submit" formAction={`${here}/letter`}>
            {say('update-team.test.submit')}
          </button>
        </fieldset>
      </form>
    </TeamFrame>
  );
}

/** The reader's own language first. */
const ordered = (first: Locale): Locale[] => [first, ...locales.filter((locale) => locale !== first)];

/** How long a field may be, told before anything is typed. */
const sayLongest = ({ locale, say }: Visit, longest: number): string =>
  say('draft.longest', { count: longest, number: formatNumber(locale, longest) });

function LanguageFields(props: EditPageProps & { language: Locale; here: string }) {
  const { here, isStale, language, problems, typed, update, visit } = props;
  const { say } = visit;
  const text = typed.texts[language];
  const saved = update.texts[language];
  const differs = isStale && (saved.title !== text.title || saved.body !== text.body);
  return (
    <fieldset className="card">
      <legend>{localeNames[language]}</legend>
      <TextField
        id={titleField(language)}
        type="text"
        label={say('update-team.field.title')}
        hint={sayLongest(visit, LONGEST_TITLE)}
        problem={problems[titleField(language)]}
        value={text.title}
        direction="auto"
      />
      <LongField
        id={bodyField(language)}
        label={say('update-team.field.body')}
        hint={`${say('update-team.field.body.hint')} ${sayLongest(visit, LONGEST_BODY)}`}
        problem={problems[bodyField(language)]}
        value={text.body}
        language={language}
        direction={directionOf(language)}
        isTall
      />
      {differs && (
        <details open>
          <summary>{say('update-team.theirs')}</summary>
          <div lang={language} dir={directionOf(language)}>
            <p>
              <strong>{saved.title}</strong>
            </p>
            <pre className="saved">{saved.body}</pre>
          </div>
        </details>
      )}
      <button
        className="plain"
        type="submit"
        formAction={`${here}/preview`}
        formTarget="_blank"
        name="preview"
        value={language}
      >
        {say('update-team.preview', { language: localeNames[language] })}
      </button>
    </fieldset>
  );
}
