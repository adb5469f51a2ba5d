import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Listener, startListener } from './bare.ts';
import { findFreePort } from './port.ts';

/** nginx in front of the site, as an operator would set it: it keeps what the pages' own headers let it keep. */
export async function startNginx(nginx: string, appUrl: string, folder: string): Promise<Listener> {
  await mkdir(folder, { recursive: true });
  const port = await findFreePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, writeSettings(folder, port, new URL(appUrl)));
  return startListener(port, nginx, ['-p', folder, '-c', file, '-e', join(folder, 'error.log')]);
}

const writeSettings = (folder: string, port: number, site: URL): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/pages keys_zone=pages:10m;
  keepalive_requests 1000000000;
  upstream site { server 127.0.0.1:${site.port}; keepalive 16; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://site;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host ${site.host};
      proxy_cache pages;
      proxy_cache_lock on;
      proxy_cache_use_stale error timeout http_502 http_503;
    }
  }
}
`;
