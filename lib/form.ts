/** A public form is 32 KB at most (WE-09); only then is it read on. */
export const LARGEST_FORM = 32 * 1024;

/** A form of the panel carries whole texts (WE-09: 1 MB). */
export const LARGEST_TEAM_FORM = 1024 * 1024;

/**
 * In bytes: forms that texts are written in. Far more than any of them may be long: a paste that is too long comes back
 * with what is wrong with it, not with nothing.
 */
export const LARGEST_WRITING = 6 * 1024 * 1024;

export interface PostedForm {
  /** The first value of each field, as it was typed; unreadable bytes stand as U+FFFD. */
  readonly values: ReadonlyMap<string, string>;
  /** Fields that came more than once. */
  readonly twice: ReadonlySet<string>;
  /** Fields whose bytes are no UTF-8, or that hold NUL. */
  readonly unreadable: ReadonlySet<string>;
}

export type FormRefusal = 'too-large' | 'unsupported';

/**
 * Reads a posted form, of `largest` bytes at most. It never throws for what the visitor sent. Up to `taken` bytes are
 * taken in and dropped: a browser that is cut off while it sends shows no answer.
 */
export async function readForm(
  request: Request,
  largest = LARGEST_FORM,
  taken = largest,
): Promise<PostedForm | FormRefusal> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return 'unsupported';
  const body = await readBody(request, largest, taken);
  return body === 'too-large' ? body : parseForm(body);
}

const [ONE_CLICK_NAME, ONE_CLICK_VALUE] = ['List-Unsubscribe', 'One-Click'];

/** In bytes: one field of a few characters, and the lines around it. */
const LARGEST_ONE_CLICK = 2 * 1024;

/**
 * True for the one body that a mailbox provider posts when somebody stops letters with one click (RFC 8058, section
 * 3.1), in either of the two kinds that it may come in; false for any other, however little differs.
 */
export async function isOneClick(request: Request): Promise<boolean> {
  const type = request.headers.get('content-type') ?? '';
  const body = await readBody(request, LARGEST_ONE_CLICK);
  if (body === 'too-large') return false;
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    return body.toString('latin1').trim() === `${ONE_CLICK_NAME}=${ONE_CLICK_VALUE}`;
  if (!/^multipart\/form-data\s*;/i.test(type)) return false;
  const parts = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .then((form) => [...form])
    // What cannot be read as a form is not that body.
    .catch(() => []);
  const [[name, value] = []] = parts;
  return parts.length === 1 && name === ONE_CLICK_NAME && value === ONE_CLICK_VALUE;
}

/** The body's bytes, given up as soon as it is larger than the limit, whatever it says of itself. */
export async function readBody(request: Request, limit: number, taken = limit): Promise<Buffer | 'too-large'> {
  if (Number(request.headers.get('content-length') ?? 0) > taken) return 'too-large';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > taken) return 'too-large';
    if (size <= limit) parts.push(part);
    else parts.length = 0;
  }
  return size > limit ? 'too-large' : Buffer.concat(parts);
}

function parseForm(body: Buffer): PostedForm {
  const values = new Map<string, string>();
  const twice = new Set<string>();
  const unreadable = new Set<string>();
  // latin1 keeps every byte, so that decoding can tell broken UTF-8 from text.
  for (const pair of body.toString('latin1').split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut)).text;
    const { text, isWhole } = decode(cut < 0 ? '' : pair.slice(cut + 1));
    if (values.has(name)) twice.add(name);
    else values.set(name, text);
    if (!isWhole) unreadable.add(name);
  }
  return { values, twice, unreadable };
}

// A byte order mark is a character like any other here: what was typed stays as it was typed.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(encoded: string): { text: string; isWhole: boolean } {
  const bytes = Buffer.from(
    encoded
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  try {
    const text = strict.decode(bytes);
    return { text, isWhole: !text.includes('\0') };
  } catch {
    // The one fault a decoder has is broken UTF-8; the visitor hears of it at the field.
    return { text: bytes.toString('utf8'), isWhole: false };
  }
}
