import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@/e2e/support/world.ts';

/** What may stand in a line of the log, whatever a caller passes along. */
const ALLOWED = [
  ...['level', 'time', 'msg', 'count', 'milliseconds', 'kind', 'fault', 'code', 'constraint', 'tries', 'batch'],
  ...['petition', 'port', 'where', 'size'],
];

const person = {
  email: 'log.canary@example.org',
  name: 'Logged Name',
  token: 'LogTokenCanary',
  ip: '198.51.100.77',
  userAgent: 'Logfox/1.0',
  url: '/en/signatures/LogTokenCanary',
  err: { message: 'log.canary@example.org' },
};

interface Written {
  readonly lines: readonly Record<string, unknown>[];
  readonly text: string;
  readonly stdout: string;
}

/** A process that notes a bit of everything, and what it wrote. */
function writeAt(level: string | undefined): Written {
  const script = `
    import { noteEvent, noteFault, warnOf } from '${join(import.meta.dirname, 'journal.ts')}';
    const person = ${JSON.stringify(person)};
    noteEvent('an event', { count: 1, petition: 'decree', ...person });
    warnOf('a warning', { tries: 2, ...person });
    const cause = Object.assign(new Error(\`duplicate key (\${person.email})\`), {
      code: '23505', constraint_name: 'one_signature_per_address', detail: person.email, query: person.name,
      parameters: [person.token],
    });
    noteFault('a fault', new Error(\`Failed query: \${person.name}\`, { cause }), person);
    noteFault('no error at all', person.email, person);`;
  const env: NodeJS.ProcessEnv = { ...process.env };
  if (level === undefined) delete env.LOG_LEVEL;
  else env.LOG_LEVEL = level;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env,
  });
  const lines = run.stderr.split('\n').filter((line) => line.startsWith('{'));
  return { lines: lines.map((line) => JSON.parse(line)), text: run.stderr, stdout: run.stdout };
}

test('OP-03: a line has fields from the list alone, and no person however one is passed along', () => {
  const { lines, stdout, text } = writeAt('trace');
  expect(lines.map(({ msg }) => msg)).toEqual(['an event', 'a warning', 'a fault', 'no error at all']);
  expect(lines.flatMap((line) => Object.keys(line)).filter((name) => !ALLOWED.includes(name))).toEqual([]);
  for (const word of ['log.canary', 'Logged', 'LogTokenCanary', '198.51', 'Logfox', 'signatures'])
    expect(text).not.toContain(word);
  expect(lines[2]).toMatchObject({ fault: 'Error', code: '23505', constraint: 'one_signature_per_address' });
  // What was meant to be said is said.
  expect(lines[0]).toMatchObject({ count: 1, petition: 'decree' });
  expect(stdout).toBe('');
});

for (const [level, wanted] of [
  [undefined, [30, 40, 50, 50]],
  ['info', [30, 40, 50, 50]],
  ['warn', [40, 50, 50]],
  ['error', [50, 50]],
  ['silent', []],
] as const) {
  test(`OP-03: LOG_LEVEL ${level ?? 'left out'} writes what is at least as grave, and nothing else`, () => {
    expect(writeAt(level).lines.map((line) => line.level)).toEqual(wanted);
  });
}
