import { namesOf } from '@/lib/access/accounts.ts';
import {
  type DraftField,
  type DraftFields,
  type DraftProblem,
  type DraftProblems,
  draftFields,
} from '@/lib/draft/fields.ts';
import { fieldsAt } from '@/lib/draft/history.ts';
import { meetOthers } from '@/lib/draft/presence.ts';
import { type Draft, draftIn, loadDrafts } from '@/lib/draft/read.ts';
import { mayWrite } from '@/lib/draft/save.ts';
import { formatNumber } from '@/lib/i18n/format.ts';
import { type Locale, readLocale } from '@/lib/i18n/locales.ts';
import { teamPetitionPath } from '@/lib/urls.ts';
import type { TeamCall } from '../team/member-door.tsx';
import { panelHtml } from '../team/team-frame.tsx';
import { EditorPage } from './editor-page.tsx';
import { nameAuthor } from './names.ts';

type TextCall = TeamCall<'/team/[coalition]/petitions/[petition]/text'>;

export const textPath = ({ member, petition }: Pick<TextCall, 'member' | 'petition'>): string =>
  `${teamPetitionPath(member.coalition.slug, petition.slug)}/text`;

/** The language that the address asks for; the source where it names none that there is. */
export const languageOf = ({ petition, url }: Pick<TextCall, 'petition' | 'url'>): Locale =>
  readLocale(url.searchParams.get('language') ?? '') ?? readLocale(petition.sourceLanguage) ?? 'en';

interface Shown {
  readonly status?: 403 | 409 | 422;
  /** What was typed, where it is not what is saved. */
  readonly typed?: DraftFields;
  /** The revision that was typed from; the saved one otherwise. */
  readonly revision?: number;
  readonly problems?: DraftProblems;
  readonly theirs?: Draft;
}

export async function showEditor(call: TextCall, shown: Shown): Promise<Response> {
  const { account, member, petition, request, url, visit } = call;
  const language = languageOf(call);
  const drafts = await loadDrafts(petition.id);
  const draft = draftIn(drafts, language);
  const { theirs } = shown;
  const names = theirs?.savedBy ? await namesOf([theirs.savedBy]) : new Map<string, string>();
  const isWriter = mayWrite(member, language, drafts.sourceLanguage);
  const isTranslation = language !== drafts.sourceLanguage;
  const view = (
    <EditorPage
      {...{ visit, member, language, drafts }}
      petition={{ slug: petition.slug, title: drafts.source.fields.title.trim() }}
      path={textPath(call)}
      fields={shown.typed ?? draft.fields}
      revision={shown.revision ?? draft.revision}
      problems={sayProblems(call, shown.problems ?? {})}
      theirs={theirs ? { fields: theirs.fields, author: nameAuthor(names, theirs.savedBy, visit.say) } : null}
      isPublished={petition.publishedAt !== null}
      others={await meetOthers({ petitionId: petition.id, language }, account.id, isWriter, await call.now())}
      done={url.searchParams.has('created') ? 'draft.created' : url.searchParams.has('saved') ? 'team.saved' : null}
      mayWrite={isWriter}
      followed={isTranslation ? await fieldsAt(petition.id, drafts.sourceLanguage, draft.followsRevision ?? 0) : null}
    />
  );
  return panelHtml(request, view, { status: shown.status ?? 200 });
}

/** Each problem as a sentence at its field. */
export function sayProblems(call: TextCall, problems: DraftProblems): Record<string, string> {
  const said = draftFields.map((field) => [field, sayProblem(call, field, problems[field])]);
  return Object.fromEntries(said.filter(([, words]) => words));
}

function sayProblem({ visit }: TextCall, name: DraftField, problem: DraftProblem | undefined): string {
  const { locale, say } = visit;
  const field = say(`draft.field.${name}`);
  switch (problem?.kind) {
    case undefined:
      return '';
    case 'too-long': {
      const [most, length] = [formatNumber(locale, problem.longest), formatNumber(locale, problem.length)];
      return say('draft.problem.too-long', { field, longest: most, length });
    }
    case 'unseen':
      return say('draft.problem.unseen', { field, line: problem.line });
    case 'unreadable':
      return say('draft.problem.unreadable', { field });
    case 'twice':
      return say('draft.problem.twice', { field });
  }
}
