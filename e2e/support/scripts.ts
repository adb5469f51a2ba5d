import { readFileSync } from 'node:fs';

/** What `npm run <name>` gives to Node, so that a test starts a process as operators do, memory limits included. */
export function nodeArgumentsOf(name: 'start' | 'worker'): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  return (scripts[name] ?? '').replace(/^exec node /, '').split(' ');
}
