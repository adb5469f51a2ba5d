import { formatMoment } from '@/lib/i18n/format.ts';
import { Box, TextField } from '../field.tsx';
import { WordsFields } from '../team/words-fields.tsx';
import type { ClosingPageProps } from './closing-page.tsx';

/** Asks for the public reason and a ticked box. */
export function CloseForm({ base, problems, typed, visit, waiting }: ClosingPageProps) {
  const { locale, say } = visit;
  return (
    <form className="card" method="post" action={`${base}/closing`} noValidate>
      <h2>{say('closing.close.title')}</h2>
      <p>{say('closing.close.lead')}</p>
      <p>{say('closing.waiting', { count: waiting })}</p>
      <WordsFields
        name="reason"
        legend={say('closing.reason')}
        hint={say('closing.reason.hint')}
        typed={typed.reason}
        problems={problems}
        first={locale}
      />
      <Box id="sure" isTicked={false} label={say('closing.close.box')} problem={problems.sure} />
      <button className="danger" type="submit" name="act" value="close">
        {say('closing.close.submit')}
      </button>
    </form>
  );
}

/** The same in the other direction, with a new date or none. */
export function ReopenForm({ base, problems, typed, until, visit }: ClosingPageProps & { until: Date }) {
  const { locale, say } = visit;
  return (
    <form className="card" method="post" action={`${base}/closing`} noValidate>
      <h2>{say('closing.reopen.title')}</h2>
      <p>{say('closing.reopen.until', { time: formatMoment(locale, until) })}</p>
      <TextField
        id="closes"
        type="datetime-local"
        label={say('closing.reopen.closes')}
        hint={say('closing.reopen.closes.hint')}
        problem={problems.closes}
        value={typed.closes}
        direction="ltr"
      />
      <WordsFields
        name="reason"
        legend={say('closing.reason')}
        hint={say('closing.reason.hint')}
        typed={typed.reason}
        problems={problems}
        first={locale}
      />
      <button type="submit" name="act" value="reopen">
        {say('closing.reopen.submit')}
      </button>
    </form>
  );
}

/** Into the archive and out of it: done and undone in one click, and no signer is touched by it. */
export function PlainForm({ act, base, visit: { say } }: ClosingPageProps & { act: 'archive' | 'restore' }) {
  return (
    <form className="card" method="post" action={`${base}/closing`}>
      <h2>{say(`closing.${act}.title`)}</h2>
      <p>{say(`closing.${act}.lead`)}</p>
      <button className="plain" type="submit" name="act" value={act}>
        {say(`closing.${act}.submit`)}
      </button>
    </form>
  );
}
