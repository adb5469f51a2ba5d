import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Listener, startListener } from '../bench/bare.ts';
import { findFreePort } from '../bench/port.ts';

export const nginxPath = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) =>
  existsSync(path),
);

/** nginx with the settings that we recommend (deploy/nginx.conf), but for TLS and the places of this machine. */
export async function startFrontNginx(folder: string, sitePort: number, host: string): Promise<Listener> {
  if (!nginxPath) throw new Error('nginx is not installed.');
  await mkdir(folder, { recursive: true });
  const port = await findFreePort();
  const recommended = await readFile('deploy/nginx.conf', 'utf8');
  const settings = recommended
    .replace(/server \{\s+listen 80;[\s\S]*?\n\}\n/, '')
    .replace(/^\s*(http2|ssl_\w+) .*$/gm, '')
    .replace('listen 443 ssl', `listen 127.0.0.1:${port}`)
    .replace('127.0.0.1:3000', `127.0.0.1:${sitePort}`)
    .replace('/run/undersigned-pages', join(folder, 'pages'))
    .replaceAll('petitions.example', host);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const places = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
  const main = `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid ${folder}/nginx.pid;
events { worker_connections 512; }
http { ${places}
${settings} }`;
  const file = join(folder, 'nginx.conf');
  await writeFile(file, main);
  return startListener(port, nginxPath, ['-p', folder, '-c', file, '-e', '/dev/null']);
}
