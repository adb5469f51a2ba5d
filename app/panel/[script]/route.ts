import { readFileSync } from 'node:fs';
import { bundleScript } from '@/app/panel/bundle.ts';
import { answerWith, inertPolicy } from '@/app/ui/html.tsx';
import { scriptPage } from '@/app/ui/script.ts';

export const dynamic = 'force-dynamic';

/** The panel's scripts. Each is an extra: the page it belongs to works without it. */
const scripts: Readonly<Record<string, string>> = {
  'editor.js': 'app/panel/editor.js',
  'copy.js': 'app/panel/copy.js',
  'numbers.js': 'app/panel/numbers.js',
  'run-progress.js': 'app/panel/run-progress.js',
  'export-progress.js': 'app/panel/export-progress.js',
  'webauthn.js': 'node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js',
  'passkey.js': 'app/panel/passkey.js',
  'sealing.js': 'app/panel/sealing.ts',
  'archive.js': 'app/panel/archive.ts',
};

/** Those in TypeScript import others, and are made one file when they are first asked for. */
const readScript = (file: string) => (file.endsWith('.ts') ? bundleScript(file) : readFileSync(file));

export async function GET(request: Request, context: { params: Promise<{ script: string }> }): Promise<Response> {
  const { script: name } = await context.params;
  const file = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (!file) return new Response(null, { status: 404, headers: inertPolicy });
  return answerWith(
    scriptPage(file, () => readScript(file)),
    request,
  );
}
