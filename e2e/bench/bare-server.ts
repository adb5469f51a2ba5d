import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** The limit: node:http with the page's bytes and headers in hand, and nothing else to do. */

const folder = process.argv[2] ?? '.';
const port = Number(process.argv[3]);
const readAnswer = (name: string) => ({
  // The casts of what JSON gives hold because bare.ts wrote the files.
  headers: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Record<string, string>,
  body: readFileSync(join(folder, `${name}.body`)),
});
const answers = { plain: readAnswer('plain'), gzip: readAnswer('gzip') };

createServer((request, response) => {
  const { body, headers } = request.headers['accept-encoding'] === 'gzip' ? answers.gzip : answers.plain;
  response.writeHead(200, headers).end(body);
}).listen(port, '127.0.0.1');
