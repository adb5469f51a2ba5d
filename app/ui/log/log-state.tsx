import { formatMoment } from '@/lib/i18n/format.ts';
import { toBase64 } from '@/lib/log/text.ts';
import { checkpointPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';
import type { LogFacts } from './facts.ts';

/** In characters of base64: enough to compare aloud, and too many to be hit by chance. */
const SHORT = 12;

/** The newest published state, in the words and in the numbers that other copies have. */
export function LogState({ facts, visit }: { readonly facts: LogFacts; readonly visit: Visit }) {
  const { locale, say } = visit;
  const { health, published } = facts;
  if (!published || !health.vkey) return null;
  const { root, size } = published.checkpoint;
  return (
    <section aria-labelledby="state">
      <h2 id="state">{say('log.state.title')}</h2>
      <p>{say('log.state.size', { size: Number(size), time: formatMoment(locale, published.at) })}</p>
      <p>{say('log.state.root', { root: `\u2066${toBase64(root).slice(0, SHORT)}\u2069` })}</p>
      <p>
        {say('log.state.key')}
        <br />
        <code className="hash" dir="ltr">
          {health.vkey}
        </code>
      </p>
      <p>
        <a href={checkpointPath}>{say('log.state.file')}</a>
      </p>
    </section>
  );
}
