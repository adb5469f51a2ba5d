import { OPENING_COMMANDS } from '@/lib/export/commands.ts';
import type { Member } from '@/lib/team/members.ts';
import { exportsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { TitledPetition } from '../team/member-door.tsx';
import { TeamFrame } from '../team/team-frame.tsx';

interface ArchivePageProps {
  readonly visit: Visit;
  readonly member: Member;
  readonly petition: TitledPetition;
}

/** Opens an archive in the browser, and says how it is done without. There is no form here: nothing can be sent. */
export function ArchivePage({ member, petition, visit }: ArchivePageProps) {
  const { say } = visit;
  return (
    <TeamFrame
      visit={visit}
      member={member}
      petition={{ slug: petition.slug, title: petition.title }}
      tab="/team/[coalition]/petitions/[petition]/exports"
      title={say('archive.title')}
      scripts={['archive.js']}
    >
      <div className="narrow">
        <p className="lead">{say('archive.lead')}</p>
        <Opener visit={visit} />
        <noscript>
          <p className="note">{say('archive.no-script')}</p>
        </noscript>
        <p>{say('archive.commands')}</p>
        <pre className="letter" dir="ltr">
          {OPENING_COMMANDS.join('\n')}
        </pre>
        <p className="note">{say('archive.care')}</p>
        <p>
          <a href={exportsPath(member.coalition.slug, petition.slug)}>{say('export.back')}</a>
        </p>
      </div>
    </TeamFrame>
  );
}

function Opener({ visit: { say } }: { visit: Visit }) {
  // The script puts its numbers where the brackets stand.
  const numbers = { opened: '[opened]', records: '[records]', counted: '[counted]' };
  const sentences = {
    'data-progress': say('archive.progress', numbers),
    'data-whole': say('archive.whole', numbers),
    'data-part': say('archive.part', numbers),
    'data-cut': say('archive.cut'),
    'data-no-key': say('archive.no-key'),
    'data-not': say('archive.not'),
  };
  return (
    <div data-archive hidden className="card">
      <div className="field">
        <label htmlFor="archive">{say('archive.file')}</label>
        <input type="file" id="archive" />
      </div>
      <div className="field">
        <label htmlFor="identity">{say('sealing.open.file')}</label>
        <span className="hint" id="identity-hint">
          {say('sealing.open.file.hint')}
        </span>
        <input type="file" id="identity" aria-describedby="identity-hint" />
      </div>
      <p className="go">
        <button type="button">{say('archive.open')}</button>
      </p>
      <p role="status" {...sentences} />
      <progress hidden aria-label={say('archive.open')} />
      <p>
        {/* biome-ignore lint/a11y/useValidAnchor: the script gives it the file that it saves. */}
        <a data-save hidden className="button">
          {say('archive.save')}
        </a>
      </p>
    </div>
  );
}
