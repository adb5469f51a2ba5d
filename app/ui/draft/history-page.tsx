import { type DraftFields, draftFields } from '@/lib/draft/fields.ts';
import type { Save } from '@/lib/draft/history.ts';
import type { Drafts } from '@/lib/draft/read.ts';
import { draftIn } from '@/lib/draft/read.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import type { Member } from '@/lib/team/members.ts';
import type { Visit } from '../frame.tsx';
import { TeamFrame } from '../team/team-frame.tsx';
import { Difference } from './difference.tsx';
import { Languages } from './languages.tsx';
import { formatMoment, nameAuthor, nameLanguage } from './names.ts';

interface HistoryPageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: { readonly slug: string; readonly title: string };
  readonly path: string;
  readonly language: Locale;
  readonly drafts: Drafts;
  readonly saves: readonly Save[];
  readonly names: ReadonlyMap<string, string>;
  /** The state that is looked at. */
  readonly chosen: (Save & { readonly fields: DraftFields }) | null;
  readonly mayWrite: boolean;
}

/** Every kept state of one language: who saved it, when, what it said, and the way back to it. */
export function HistoryPage(props: HistoryPageProps) {
  const { chosen, drafts, language, member, path, petition, saves, visit } = props;
  const { locale, say } = visit;
  return (
    <TeamFrame
      {...{ visit, member, petition }}
      tab="/team/[coalition]/petitions/[petition]/text"
      title={say('draft.history.heading', { language: nameLanguage(locale, language) })}
    >
      <Languages {...{ visit, drafts }} path={`${path}/history`} current={language} />
      {chosen && <Chosen {...props} chosen={chosen} />}
      {saves.length === 0 ? <p className="empty">{say('draft.history.none')}</p> : <SaveTable {...props} />}
      <p>
        <a href={`${path}?language=${language}`}>{say('draft.history.back')}</a>
      </p>
    </TeamFrame>
  );
}

function SaveTable({ chosen, language, names, path, saves, visit }: HistoryPageProps) {
  const { locale, say } = visit;
  const caption = say('draft.history');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="scroll" tabIndex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say('draft.history.when')}</th>
            <th scope="col">{say('draft.history.who')}</th>
            <th scope="col">{say('draft.history.what')}</th>
          </tr>
        </thead>
        <tbody>
          {saves.map((save) => (
            <tr key={save.id}>
              <td>{formatMoment(locale, save.savedAt)}</td>
              <td>
                <bdi>{nameAuthor(names, save.savedBy, say)}</bdi>
                {save.isAside && (
                  <>
                    <br />
                    <span className="soft">{say('draft.history.aside')}</span>
                  </>
                )}
              </td>
              <td>
                <a
                  href={`${path}/history?language=${language}&save=${save.id}`}
                  aria-current={save.id === chosen?.id ? 'true' : undefined}
                >
                  {say('draft.history.look', { number: save.revision })}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type ChosenProps = HistoryPageProps & { readonly chosen: NonNullable<HistoryPageProps['chosen']> };

function Chosen({ chosen, drafts, language, mayWrite, names, path, visit }: ChosenProps) {
  const { locale, say } = visit;
  const now = draftIn(drafts, language);
  const isSame = draftFields.every((field) => now.fields[field] === chosen.fields[field]);
  return (
    <section className="card" aria-labelledby="chosen">
      <h2 id="chosen">
        {say('draft.history.chosen', {
          when: formatMoment(locale, chosen.savedAt),
          name: nameAuthor(names, chosen.savedBy, say),
        })}
      </h2>
      <p>{say(isSame ? 'draft.history.same' : 'draft.history.marks')}</p>
      {draftFields
        .filter((field) => chosen.fields[field] !== '' || now.fields[field] !== '')
        .map((field) => (
          <div key={field}>
            <h3>{say(`draft.field.${field}`)}</h3>
            <Difference before={now.fields[field]} after={chosen.fields[field]} language={language} />
          </div>
        ))}
      {mayWrite && !isSame && (
        <form method="post" action={`${path}?language=${language}`} className="go">
          <input type="hidden" name="revision" value={now.revision} />
          <input type="hidden" name="source_revision" value={drafts.source.revision} />
          {draftFields.map((field) => (
            <input key={field} type="hidden" name={field} value={chosen.fields[field]} />
          ))}
          <button type="submit">{say('draft.history.take-back')}</button>
        </form>
      )}
    </section>
  );
}
