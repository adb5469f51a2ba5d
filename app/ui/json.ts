import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { isDatabaseAway } from '@/lib/fault.ts';
import { noteFault } from '@/lib/journal.ts';
import { judgeReading } from '@/lib/rate-limit/judge.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';
import { answerWith, inertPolicy, type Page, SHARED_FOR_A_SECOND } from './html.tsx';
import { answerInTime } from './in-time.ts';

/** Public numbers may be read from any site; nothing here knows a visitor, so nothing is given away. */
export const readAnywhere = { 'access-control-allow-origin': '*' };

interface FileOptions {
  readonly type: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer for machines as bytes, made and compressed once: the same for everybody who asks within a second. */
export function machineFile(text: string, { headers, status = 200, type }: FileOptions): Page {
  const plain = Buffer.from(text);
  return {
    status,
    headers: { ...inertPolicy, 'content-type': type, 'cache-control': SHARED_FOR_A_SECOND, ...headers },
    plain,
    gzip: gzipSync(plain),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  };
}

export const jsonFile = (body: unknown): Page =>
  machineFile(typeof body === 'string' ? body : JSON.stringify(body), {
    type: 'application/json',
    headers: readAnywhere,
  });

export const answerJson = (request: Request, body: unknown): Response => answerWith(jsonFile(body), request);

interface Problem {
  /** One sentence per field that can be mended. */
  readonly errors?: Readonly<Record<string, string>>;
  /** In seconds: before another try helps. */
  readonly retryAfter?: number;
  /** Further members of the document. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** RFC 9457. */
export function problemJson(
  request: Request,
  status: number,
  title: string,
  { errors, more, retryAfter }: Problem = {},
): Response {
  // Other sites may read, and do nothing else (AP-03): what answers a POST is not for them.
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const body = { type: 'about:blank', title, status, ...(errors ? { errors } : {}), ...more };
  const page = machineFile(JSON.stringify(body), {
    type: 'application/problem+json',
    status,
    headers: {
      'cache-control': 'no-store',
      ...(isRead ? readAnywhere : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  });
  return answerWith(page, request);
}

interface MachineCall<P> {
  readonly request: Request;
  readonly params: P;
  readonly url: URL;
}

type MachineHandler<P> = (call: MachineCall<P>) => Promise<Response>;

/** The door for machines: a fault becomes a problem document instead of a page. */
export function machineDoor<P>(handle: MachineHandler<P>) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      return await answerInTime(handle({ request, params: await context.params, url: new URL(request.url) }));
    } catch (fault) {
      noteFault('a machine could not be answered', fault);
      if (isDatabaseAway(fault))
        return problemJson(request, 503, 'The database is away. Try again later.', { retryAfter: 30 });
      return problemJson(request, 500, 'Something broke on our side.');
    }
  };
}

/** The door of the public JSON: as above, and a source reads so much of it at a time (safety.md AP-04). */
export const readingDoor = <P>(handle: MachineHandler<P>) =>
  machineDoor<P>(async (call) => {
    const judgement = judgeReading(sourceOf(call.request));
    if (judgement.is !== 'refused') return handle(call);
    return problemJson(call.request, 429, 'Too many requests. Try again later.', { retryAfter: judgement.seconds });
  });

export const noSuchPetition = (request: Request): Response => problemJson(request, 404, 'There is no such petition.');
