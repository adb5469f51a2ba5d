import { settings } from '@/lib/env.ts';
import { programPath, programSumsPath } from '@/lib/urls.ts';
import type { Visit } from '../frame.tsx';

interface CheckersProps {
  readonly visit: Visit;
  readonly command: string;
}

/** Where the programs that check this site are had: first from others, then from here with their fingerprints. */
export function Checkers({ command, visit: { say } }: CheckersProps) {
  return (
    <>
      <ul>
        {settings().VERIFIER_PAGES.map((address) => (
          <li key={address}>
            {/* Where a reader comes from is nobody's business: this page's own address may be a signer's link. */}
            <a href={address} rel="noreferrer">
              {say('log.check.elsewhere', { place: new URL(address).host })}
            </a>
          </li>
        ))}
        <li>
          <a href={programPath('verifier.html')}>{say('log.check.page')}</a>
        </li>
        <li>
          <a href={programPath('undersigned-verify.mjs')}>{say('log.check.program')}</a>
        </li>
        <li>
          <a href={programSumsPath}>{say('log.check.sums')}</a>
        </li>
      </ul>
      <p>
        {say('log.check.command')}
        <br />
        <code className="hash" dir="ltr">
          {command}
        </code>
      </p>
    </>
  );
}
