import { createHash } from 'node:crypto';
import { once } from '../once.ts';
import { bundleProgram } from './bundle.ts';
import { makeVerifierPage } from './page/document.ts';

/** What outsiders take home: each is one file, runs without this project, and asks nobody but whom it is pointed at. */
export const programNames = ['undersigned-verify.mjs', 'undersigned-witness.mjs', 'verifier.html'] as const;
export type ProgramName = (typeof programNames)[number];

export interface Program {
  readonly name: ProgramName;
  readonly type: string;
  readonly content: Buffer<ArrayBuffer>;
  /** Lower-case hex. */
  readonly sha256: string;
}

const LICENCE = 'Undersigned. AGPL-3.0-only. Comes without any warranty.';
const SCRIPT = 'text/javascript; charset=utf-8';

const makers: Readonly<Record<ProgramName, { type: string; make: () => string }>> = {
  'undersigned-verify.mjs': { type: SCRIPT, make: () => commandFile('lib/commands/verify.ts') },
  'undersigned-witness.mjs': { type: SCRIPT, make: () => commandFile('lib/commands/witness.ts') },
  'verifier.html': {
    type: 'text/html; charset=utf-8',
    make: () => makeVerifierPage(bundleProgram('lib/programs/page/script.ts', 'browser')),
  },
};

const commandFile = (file: string): string => `#!/usr/bin/env node\n// ${LICENCE}\n${bundleProgram(file, 'node')}`;

export const readProgramName = (text: string): ProgramName | null => programNames.find((name) => name === text) ?? null;

/** Made when it is first asked for, out of the sources that run here. */
export function program(name: ProgramName): Program {
  return once(`program-${name}`, () => {
    const content = Buffer.from(makers[name].make());
    return { name, type: makers[name].type, content, sha256: createHash('sha256').update(content).digest('hex') };
  });
}

/** For `sha256sum -c`. */
export const programSums = (): string[] => programNames.map((name) => `${program(name).sha256}  ${name}`);
