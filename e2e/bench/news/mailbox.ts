import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A letter provider for hundreds of thousands of letters, in a process of its own. It honours idempotency keys and
 * remembers of each letter no more than whom it went to.
 */
const known = new Map<string, string>();
const people = new Set<string>();
let [delivered, calls, otherBytes, withoutStop] = [0, 0, 0, 0];

interface Letter {
  readonly to: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function take(key: string, body: Buffer): number {
  calls += 1;
  const digest = createHash('sha256').update(body).digest('base64');
  const first = known.get(key);
  if (first !== undefined && first !== digest) {
    otherBytes += 1;
    return 409;
  }
  if (first === undefined) {
    known.set(key, digest);
    for (const { headers, to } of JSON.parse(body.toString()) as Letter[]) {
      delivered += 1;
      people.add(to);
      if (headers?.['List-Unsubscribe-Post'] !== 'List-Unsubscribe=One-Click') withoutStop += 1;
    }
  }
  return 200;
}

const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const status = take(String(request.headers['idempotency-key'] ?? ''), body);
  response.writeHead(status, { 'content-type': 'application/json' });
  // One id for each letter, as the provider answers: an answer that leaves one out is asked for again.
  const ids = () => (JSON.parse(body.toString()) as Letter[]).map((_, n) => ({ id: String(n) }));
  response.end(
    JSON.stringify(status === 200 ? { data: ids() } : { name: 'invalid_idempotent_request', statusCode: 409 }),
  );
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('message', () => process.send?.({ delivered, people: people.size, calls, otherBytes, withoutStop }));
process.once('disconnect', () => process.exit(0));
