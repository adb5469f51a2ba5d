import { randomFrom } from './random.ts';
import { decreePage } from './signer.ts';

/** Requests as no browser sends them (WE-09). The same seed gives the same requests, so that a failure replays. */

export interface FuzzCase {
  readonly what: string;
  readonly bytes: Buffer;
}

const paths = [
  '/',
  '/en',
  '/ru',
  decreePage(),
  `${decreePage()}/signatures`,
  `${decreePage()}/sent`,
  `${decreePage()}/with/three-cities`,
  '/en/signatures/x',
  `/en/signatures/${'A'.repeat(43)}/confirmation`,
  `/en/signatures/${'A'.repeat(43)}/following`,
  '/s/k7m2qa',
  '/live.js',
  '/icon.svg',
  '/robots.txt',
  '/api/v1/petitions/decree-ending-mobilisation/count',
  '/api/mail/events',
  '/coalitions/x/logo.png',
  '/sign-in',
  '/sign-in/challenges',
  '/sign-in/second-factor',
  '/team',
  '/team/x/petitions/y/text',
  '/team/account/passkeys',
  '/panel/copy.js',
  '/livez',
  '/_next/image',
];

const methods = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'POST',
  'POST',
  'OPTIONS',
  'PUT',
  'DELETE',
  'TRACE',
  'PATCH',
  'FOO',
];

const pieces = [
  '%00',
  '%ff',
  '%c0%af',
  '%ed%a0%80',
  '%',
  '%2',
  '%2f',
  '%5c',
  '..',
  '../',
  '//',
  '/./',
  ';',
  '?',
  '&',
  '=',
  '[]',
  '[x]=1',
  '\x00',
  '\xff',
  '\x01',
  '\x7f',
  '\x80',
  '\t',
  ' ',
  "'",
  '"',
  '<',
  '>',
  '\\',
  '^',
  '`',
  '{',
  '|',
  '}',
  '\u202e',
  'п',
  '💥',
  '__proto__',
  'constructor',
  'toString',
  '.rsc',
  '.json',
  '.segments/_tree.segment.rsc',
  '(.)',
  '@',
  ':',
  '$',
  '*',
  '#',
  '+',
  '~',
] as const;

const headerNames = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'connection',
  'content-encoding',
  'content-type',
  'cookie',
  'expect',
  'forwarded',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'next-action',
  'next-router-state-tree',
  'next-url',
  'origin',
  'purpose',
  'range',
  'referer',
  'rsc',
  'sec-fetch-site',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-middleware-subrequest',
  'x-nextjs-data',
  'x-http-method-override',
];

const values = [
  '',
  ' ',
  ',',
  ';',
  'null',
  '0',
  '-1',
  '1e999',
  'gzip;q=NaN',
  '*/*',
  'ru;q=0.5,,;;=',
  'a=b; a=c; =; ;',
  'chunked',
  'identity',
  'chunked, chunked',
  'close, upgrade',
  'websocket',
  '100-continue',
  'magic',
  'bytes=0-,5-1',
  '"',
  'W/"x"',
  '%00',
  '\xff\xfe',
  '[]',
  'same-origin',
  'application/x-www-form-urlencoded',
  'application/json',
  'multipart/form-data; boundary=',
  'text/plain; charset=\xff',
  '::1',
  '999.999.999.999',
  '127.0.0.1, , ,',
  `undersigned=${'A'.repeat(43)}`,
  'undersigned=%00',
  'http://a\x80b',
  'Thu, 99 Nov 9999',
];

const bodies = [
  '',
  '=',
  '&',
  '&&&&',
  'a',
  'name=%00&email=%ff',
  'name=a&name=b&name=c',
  'email[]=a',
  '%%%%',
  '=&=&=',
  '\x00\x01\x02',
  '\xff\xfe\xfd',
  '{',
  '{}',
  '[]',
  'null',
  '{"__proto__":{"x":1}}',
  '"',
  '--x\r\n\r\n--x--',
  'name=%E2%80%AE&email=a%40b',
  'deliver=yes&deliver=no',
];

const origin = ['http://localhost', 'null', 'https://elsewhere.example', 'x'];

/** The case of a number, which is its seed. */
export function fuzzCase(seed: number, port: number): FuzzCase {
  const { among, chance, below } = randomFrom(seed);
  const method = among(methods);
  const path = mangle(among(paths));
  const headers: string[] = chance(0.97) ? [`Host: localhost:${port}`] : [];
  if (chance(0.6)) headers.push(chance(0.6) ? 'Sec-Fetch-Site: same-origin' : `Origin: ${among(origin)}`);
  for (let n = below(6); n > 0; n -= 1) headers.push(`${among(headerNames)}: ${mangle(among(values))}`);
  if (chance(0.05)) headers.push(`X-Long: ${'x'.repeat(below(20_000))}`);
  if (chance(0.03)) for (let n = 0; n < 300; n += 1) headers.push(`X-${n}: ${n}`);
  headers.push('Connection: close');
  const body = method === 'GET' || method === 'HEAD' ? '' : writeBody();
  const framed = frame(body);
  const head = `${method} ${path} ${among(versions)}\r\n${[...headers, ...framed.headers].join('\r\n')}\r\n\r\n`;
  return {
    what: `${seed}: ${method} ${JSON.stringify(path.slice(0, 120))}`,
    bytes: Buffer.from(head + framed.body, 'latin1'),
  };

  function mangle(text: string): string {
    let mangled = text;
    for (let n = chance(0.7) ? below(4) : 0; n > 0; n -= 1) {
      const at = below(mangled.length + 1);
      mangled = mangled.slice(0, at) + Buffer.from(among(pieces)).toString('latin1') + mangled.slice(at);
    }
    if (chance(0.1)) mangled += `?${among(pieces)}=${among(pieces)}&${among(pieces)}&q=${'%25'.repeat(below(50))}`;
    return chance(0.02) ? mangled + 'a'.repeat(below(9_000)) : mangled.replace(/[\r\n]/g, '');
  }

  function writeBody(): string {
    if (chance(0.05)) return `{"a":${'['.repeat(2_000)}${']'.repeat(2_000)}}`;
    if (chance(0.05)) return `name=${'n'.repeat(below(60_000))}`;
    if (chance(0.05)) return Array.from({ length: below(3_000) }, (_, n) => `k${n}=v`).join('&');
    return among(bodies) + (chance(0.3) ? among(bodies) : '');
  }

  function frame(text: string): { headers: string[]; body: string } {
    const type = `Content-Type: ${chance(0.7) ? 'application/x-www-form-urlencoded' : among(values)}`;
    if (text === '' && chance(0.5)) return { headers: [], body: '' };
    if (chance(0.1))
      return {
        headers: [type, `Content-Length: ${among(['-1', '1e3', ' ', '0x10', '99999999999999999999', '+5'])}`],
        body: text,
      };
    if (chance(0.1)) return { headers: [type, `Content-Length: ${below(text.length + 1)}`], body: text };
    if (chance(0.1)) {
      const size = among(['zz', '-1', 'ffffffffffffffffff', '5;x=y', '', '0']);
      return { headers: [type, 'Transfer-Encoding: chunked'], body: `${size}\r\n${text}\r\n0\r\n\r\n` };
    }
    // More is promised than comes: nothing has to be answered.
    if (chance(0.02)) return { headers: [type, `Content-Length: ${text.length + 1 + below(9_000)}`], body: text };
    if (chance(0.15)) {
      const chunk = `${text.length.toString(16)}\r\n${text}\r\n`;
      return { headers: [type, 'Transfer-Encoding: chunked'], body: `${text ? chunk : ''}0\r\n\r\n` };
    }
    return { headers: [type, `Content-Length: ${text.length}`], body: text };
  }
}

const versions = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/2.0',
  'HTTP/1.1 ',
  'http/1.1',
];
