import { formatNumber } from '@/lib/i18n/format.ts';
import { localeNames } from '@/lib/i18n/locales.ts';
import { readSending } from '@/lib/sending/read.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { type FieldProblem, LONGEST_BODY, LONGEST_TITLE, type TypedUpdate } from '@/lib/update/fields.ts';
import { findUpdate, type TeamUpdate } from '@/lib/update/read.ts';
import type { Visit } from '../frame.tsx';
import type { MemberCall, TitledPetition } from '../team/member-door.tsx';
import { placeOf } from '../team/petition-place.ts';
import { panelHtml } from '../team/team-frame.tsx';
import { EditPage } from './edit-page.tsx';
import { FixedPage } from './fixed-page.tsx';

export type UpdateCall = MemberCall<{ readonly update: string }> & { readonly petition: TitledPetition };

export const updateOf = (call: UpdateCall): Promise<TeamUpdate | null> => findUpdate(call.petition, call.params.update);

interface Told {
  readonly status?: number;
  readonly done?: string | undefined;
  readonly alarm?: string | undefined;
  readonly typed?: TypedUpdate;
  readonly problems?: readonly FieldProblem[];
  readonly isStale?: boolean;
}

const sendingRoute = '/team/[coalition]/petitions/[petition]/updates/[update]/sending';

/** The update as it may be worked on: fields while it is a draft, its words once they stand still. */
export async function showUpdate(call: UpdateCall, update: TeamUpdate, told: Told = {}): Promise<Response> {
  const { alarm, done, isStale = false, problems = [], status = 200, typed = update } = told;
  const mayPublish = mayAct('/team/[coalition]/petitions/[petition]/updates/[update]/publication', call.member.role);
  const page = { ...placeOf(call), update, mayPublish, done, alarm };
  const isFixed = update.publishedAt !== null || update.scheduledFor !== null;
  const view = isFixed ? (
    <FixedPage {...page} sending={await readSending(update.id)} mayStop={mayAct(sendingRoute, call.member.role)} />
  ) : (
    <EditPage {...page} typed={typed} isStale={isStale} problems={sayProblems(call.visit, problems)} />
  );
  return panelHtml(call.request, view, { status });
}

const sayProblems = ({ locale, say }: Visit, problems: readonly FieldProblem[]): Record<string, string> =>
  Object.fromEntries(
    problems.map(({ field, language, problem }) => [
      field,
      say(`update-team.problem.${problem}`, {
        language: localeNames[language],
        longest: formatNumber(locale, problem === 'title-too-long' ? LONGEST_TITLE : LONGEST_BODY),
      }),
    ]),
  );
