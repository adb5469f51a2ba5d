import './check-node.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { program, programNames, programSums, readProgramName } from '../programs/programs.ts';
import { Hint, run } from './run.ts';

/** Writes a program for outsiders as one file, and says its fingerprint: everybody who makes it gets the same. */
run(async () => {
  const [name, folder = '.'] = process.argv.slice(2);
  const known = readProgramName(name ?? '');
  if (!known) throw new Hint(`Say which one: ${programNames.join(', ')}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, known), program(known).content);
  console.log(programSums().find((line) => line.endsWith(`  ${known}`)));
});
