import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderCall {
  readonly key: string;
  /** As it came, byte for byte. */
  readonly body: string;
  readonly letters: readonly {
    readonly to: string;
    readonly from: string;
    readonly subject: string;
    readonly text: string;
    readonly html: string;
    readonly headers?: Readonly<Record<string, string>>;
  }[];
}

export type Answer =
  | 'connection reset'
  /** Takes the letters, and the line breaks before it can say so. */
  | 'taken, then reset'
  /** Takes the letters, and answers with one id too few. */
  | 'taken, miscounted'
  /** Never answers. */
  | 'hang'
  | {
      readonly status: number;
      readonly name?: string;
      readonly headers?: Record<string, string>;
      readonly raw?: string;
      /** Places of letters that are refused one by one, as the provider's permissive mode does. */
      readonly refused?: readonly number[];
      /** In milliseconds: how long it thinks, after it has taken the letters. */
      readonly delay?: number;
    };

type Script = Answer | ((call: ProviderCall) => Answer);

export interface ScriptedProvider {
  readonly url: string;
  /** All calls since the last script. */
  readonly calls: ProviderCall[];
  /** When each of them came, in milliseconds. */
  readonly times: number[];
  /** Every letter that was taken, in their order: what people find in their mailboxes. */
  readonly delivered: string[];
  /** Forgets the calls, and gives these answers to the next ones; what comes after them is taken. */
  script(...answers: Script[]): void;
  /** Gives this answer to the next call, and forgets nothing. */
  answerNext(answer: Answer): void;
  /** Answers every call by this from now on, until the next script; it forgets the calls, too. */
  always(answer: (call: ProviderCall) => Answer): void;
  /** What it answers about the domains that we send from. */
  knowDomains(domains: readonly KnownDomain[]): void;
  refuseDomains(refusal: Refusal): void;
  close(): Promise<void>;
}

type KnownDomain = { readonly id: string; readonly [name: string]: unknown };
type Refusal = { readonly name: string; readonly status: number };

export const taken: Answer = { status: 200 };

/**
 * The letter provider, answering what a test wrote for it. It honours idempotency keys for letters it has taken: the
 * same call is answered again and delivers nothing, and another one under that key is refused. One that ignores keys
 * delivers as often as it is called.
 */
export async function startScriptedProvider({ honoursKeys = true } = {}): Promise<ScriptedProvider> {
  const calls: ProviderCall[] = [];
  const times: number[] = [];
  const delivered: string[] = [];
  const known = new Map<string, { body: string; refused: readonly number[] }>();
  let answers: Script[] = [];
  let usual: Script = taken;
  let domains: readonly KnownDomain[] = [];
  let domainRefusal: Refusal | null = null;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (request.method === 'GET') return answerDomains(request.url ?? '', response);
    const call = readCall(request.headers, Buffer.concat(parts).toString());
    calls.push(call);
    times.push(performance.now());
    const next = answers.shift() ?? usual;
    const answer = recall(typeof next === 'function' ? next(call) : next, call);
    if (answer === 'hang') return;
    if (answer === 'connection reset') return request.socket.destroy();
    if (answer === 'taken, then reset') {
      deliver(call, []);
      return request.socket.destroy();
    }
    if (answer === 'taken, miscounted') {
      deliver(call, []);
      const { data, errors } = takenBody(call, []);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: data.slice(1), errors }));
      return;
    }
    const { delay = 0, headers = {}, name = 'application_error', raw, refused = [], status } = answer;
    if (status === 200 && raw === undefined) deliver(call, refused);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const body = status === 200 ? takenBody(call, refused) : { name, statusCode: status };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(raw ?? JSON.stringify(body));
  });

  function answerDomains(path: string, response: ServerResponse): void {
    const found = domains.find(({ id }) => path.endsWith(`/${id}`));
    const status = domainRefusal?.status ?? 200;
    const body = domainRefusal
      ? { ...domainRefusal, statusCode: status }
      : (found ?? { object: 'list', data: domains });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  /** What a call is answered whose key is known already; faults come before any such look. */
  function recall(answer: Answer, call: ProviderCall): Answer {
    const first = honoursKeys ? known.get(call.key) : undefined;
    if (!first || typeof answer === 'string' || answer.status !== 200 || answer.raw !== undefined) return answer;
    return first.body === call.body
      ? { status: 200, refused: first.refused }
      : { status: 409, name: 'invalid_idempotent_request' };
  }

  function deliver(call: ProviderCall, refused: readonly number[]): void {
    if (honoursKeys && known.has(call.key)) return;
    known.set(call.key, { body: call.body, refused });
    delivered.push(...call.letters.filter((_, n) => !refused.includes(n)).map(({ to }) => to));
  }

  const forget = () => {
    for (const list of [calls, times, delivered]) list.length = 0;
    known.clear();
    answers = [];
    usual = taken;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    times,
    delivered,
    script: (...wanted) => {
      forget();
      answers = wanted;
    },
    answerNext: (answer) => {
      answers = [answer];
    },
    always: (answer) => {
      forget();
      usual = answer;
    },
    knowDomains: (known) => {
      domains = known;
      domainRefusal = null;
    },
    refuseDomains: (refusal) => {
      domainRefusal = refusal;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const takenBody = ({ letters }: ProviderCall, refused: readonly number[]) => ({
  data: letters.flatMap((_, n) => (refused.includes(n) ? [] : [{ id: `${n}` }])),
  errors: refused.map((index) => ({ index, message: 'The `to` field is wrong.' })),
});

function readCall(headers: IncomingHttpHeaders, body: string): ProviderCall {
  return { key: String(headers['idempotency-key'] ?? ''), body, letters: JSON.parse(body) };
}
