import { SettingsPage, type SettingsPageProps } from '@/app/ui/draft/settings-page.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { countPartners } from '@/lib/draft/create.ts';
import { readSettings, readTypedSettings, type SettingProblems, typedOf } from '@/lib/draft/settings/fields.ts';
import { confirmationLetters } from '@/lib/draft/settings/letter.ts';
import { isOver, saveSettings, settingsOf } from '@/lib/draft/settings/save.ts';
import { teamPetitionPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/settings';
type SettingsCall = TeamCall<typeof route>;

export const GET = teamDoor(route, (call) => show(call, {}, 200));

export const POST = teamForm(route, async (call) => {
  const { form, member, petition, visit } = call;
  const typed = readTypedSettings(form);
  const revision = Number(form.values.get('settings_revision')) || 0;
  const problemsPage = (problems: SettingProblems) => {
    const said = Object.entries(problems).map(([name, problem]) => [name, visit.say(`settings.${problem}`)]);
    return show(call, { typed, revision, problems: Object.fromEntries(said) }, 422);
  };
  const read = readSettings(typed);
  if ('problems' in read) return problemsPage(read.problems);
  const outcome = await saveSettings(member, petition.id, { settings: read.settings, revision }, await call.now());
  switch (outcome.kind) {
    case 'saved':
      return seeOther(`${teamPetitionPath(member.coalition.slug, petition.slug)}/settings?saved`);
    case 'problems':
      return problemsPage(outcome.problems);
    case 'stale':
      return show(call, { typed, revision: outcome.revision, theirs: typedOf(outcome.theirs) }, 409);
  }
});

async function show(call: SettingsCall, shown: Partial<SettingsPageProps>, status: number): Promise<Response> {
  const { member, now, petition, request, url, visit } = call;
  const view = (
    <SettingsPage
      {...{ visit, member }}
      petition={{ slug: petition.slug, title: petition.title }}
      typed={typedOf(settingsOf(petition))}
      revision={petition.settingsRevision}
      problems={{}}
      theirs={null}
      isSaved={url.searchParams.has('saved')}
      isPublished={petition.publishedAt !== null}
      isOver={isOver(petition, await now())}
      partners={await countPartners(member.coalition.id)}
      letters={await confirmationLetters()}
      {...shown}
    />
  );
  return panelHtml(request, view, { status });
}
