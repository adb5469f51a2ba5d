import { LARGEST_FORM, type PostedForm, readBody } from '@/lib/form.ts';

export type JsonRefusal = 'too-large' | 'unsupported' | 'unreadable';

/**
 * Reads a posted JSON object as the form it stands for: texts as they are, `true` as a ticked box ("yes"). Any other
 * kind of value, and text that no form could bring, is unreadable at its field. It never throws for what was sent.
 */
export async function readJsonForm(request: Request): Promise<PostedForm | JsonRefusal> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  // A page of another site can send this kind only after asking first, and is never told yes (WE-03).
  if (type !== 'application/json') return 'unsupported';
  const body = await readBody(request, LARGEST_FORM);
  if (body === 'too-large') return body;
  const fields = readObject(body);
  return fields ? toForm(fields) : 'unreadable';
}

function readObject(body: Buffer): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : null;
  } catch {
    // The faults there are: bytes that are no UTF-8, and text that is no JSON. The sender hears of both.
    return null;
  }
}

/** NUL, and halves of characters: no form could bring either. */
const UNREADABLE = /\0|\p{Cs}/u;

function toForm(fields: Record<string, unknown>): PostedForm {
  const values = new Map<string, string>();
  const unreadable = new Set<string>();
  for (const [name, value] of Object.entries(fields)) {
    const text = textOf(value);
    values.set(name, text ?? '');
    if (text === null || UNREADABLE.test(text)) unreadable.add(name);
  }
  return { values, twice: new Set(), unreadable };
}

/** Null for what a form has no way to say. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === true) return 'yes';
  return value === false || value === null ? '' : null;
}
