import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderCall {
  readonly key: string;
  /** As it came, byte for byte. */
  readonly body: string;
  readonly letters: readonly { readonly to: string; readonly subject: string; readonly text: string }[];
}

type Answer =
  | 'connection reset'
  | {
      readonly status: number;
      readonly name?: string;
      readonly headers?: Record<string, string>;
      readonly raw?: string;
    };

export interface ScriptedProvider {
  readonly url: string;
  /** All calls since the last script. */
  readonly calls: ProviderCall[];
  /** Forgets the calls, and gives these answers to the next ones; what comes after them is taken. */
  script(...answers: (Answer | ((call: ProviderCall) => Answer))[]): void;
  close(): Promise<void>;
}

export const taken: Answer = { status: 200 };

/** The letter provider, answering what a test wrote for it. */
export async function startScriptedProvider(): Promise<ScriptedProvider> {
  const calls: ProviderCall[] = [];
  let answers: (Answer | ((call: ProviderCall) => Answer))[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const call = readCall(request.headers, Buffer.concat(parts).toString());
    calls.push(call);
    const next = answers.shift() ?? taken;
    const answer = typeof next === 'function' ? next(call) : next;
    if (answer === 'connection reset') return request.socket.destroy();
    const { headers = {}, name = 'application_error', raw, status } = answer;
    const body = status === 200 ? { data: call.letters.map((_, n) => ({ id: `${n}` })) } : { name, statusCode: status };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(raw ?? JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    script: (...wanted) => {
      calls.length = 0;
      answers = wanted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readCall(headers: IncomingHttpHeaders, body: string): ProviderCall {
  return { key: String(headers['idempotency-key'] ?? ''), body, letters: JSON.parse(body) };
}
