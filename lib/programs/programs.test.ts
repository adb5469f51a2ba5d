import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundleProgram } from './bundle.ts';
import { makeVerifierPage } from './page/document.ts';
import { program, programNames, programSums } from './programs.ts';

test('a program has the same bytes each time it is made, on whatever path', () => {
  const script = bundleProgram('lib/commands/verify.ts', 'node');
  expect(bundleProgram('lib/commands/verify.ts', 'node')).toBe(script);
  expect(script).not.toContain(process.cwd());
  const folder = mkdtempSync(join(tmpdir(), 'undersigned-programs-'));
  const made = spawnSync(process.execPath, ['--import', 'tsx', 'lib/commands/programs.ts', 'verifier.html', folder], {
    encoding: 'utf8',
  });
  const { content, sha256 } = program('verifier.html');
  expect(made.stdout).toBe(`${sha256}  verifier.html\n`);
  expect(readFileSync(join(folder, 'verifier.html')).equals(content)).toBe(true);
  rmSync(folder, { recursive: true });
});

test('the list of fingerprints is the one that sha256sum checks', () => {
  expect(programSums()).toHaveLength(programNames.length);
  for (const line of programSums()) {
    const [sum, name] = line.split('  ');
    const known = programNames.find((each) => each === name);
    expect(known && createHash('sha256').update(program(known).content).digest('hex')).toBe(sum);
  }
});

test('programs for Node.js import nothing but Node.js', () => {
  for (const name of ['undersigned-verify.mjs', 'undersigned-witness.mjs'] as const) {
    const text = program(name).content.toString();
    const imported = [...text.matchAll(/^import .*? from "([^"]+)";$/gm)].map(([, from]) => from ?? '');
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((from) => !from.startsWith('node:'))).toEqual([]);
  }
});

test('the page is one file whose policy lets its own script run and no other', () => {
  const html = program('verifier.html').content.toString();
  const [policy = ''] = /content="(default-src[^"]+)"/.exec(html)?.slice(1) ?? [];
  const [style = ''] = /<style>([\s\S]*?)<\/style>/.exec(html)?.slice(1) ?? [];
  const [script = ''] = /<script>([\s\S]*?)<\/script>/.exec(html)?.slice(1) ?? [];
  const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    'connect-src https: http:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html).not.toMatch(/\s(?:src|href|style|on\w+)=/);
});

test('what would end the page’s script early cannot', () => {
  const html = makeVerifierPage('say("</script><script>alert(1)</script>")');
  expect(html.match(/<\/script>/g)).toHaveLength(1);
});
