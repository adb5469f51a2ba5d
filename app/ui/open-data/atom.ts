/** RFC 4287. Readers of feeds ask now and then, over years: what an entry is called never changes. */
export interface Feed {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly author: string;
  readonly updatedAt: Date;
  /** The feed's own address, and that of the page with the same things on it. */
  readonly self: string;
  readonly page: string;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly page: string;
  readonly publishedAt: Date;
  /** HTML that is safe to place as it is, or plain text. */
  readonly body: { readonly html: string } | { readonly text: string };
}

export function writeFeed(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${mark(feed.language)}">`,
    `<id>${mark(feed.id)}</id>`,
    `<title>${mark(feed.title)}</title>`,
    `<updated>${feed.updatedAt.toISOString()}</updated>`,
    `<author><name>${mark(feed.author)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${mark(feed.self)}"/>`,
    `<link rel="alternate" type="text/html" href="${mark(feed.page)}"/>`,
    ...feed.entries.map(writeEntry),
    '</feed>\n',
  ].join('\n');
}

function writeEntry(entry: Entry): string {
  const published = entry.publishedAt.toISOString();
  const [type, body] = 'html' in entry.body ? ['html', entry.body.html] : ['text', entry.body.text];
  return [
    `<entry xml:lang="${mark(entry.language)}">`,
    `<id>${mark(entry.id)}</id>`,
    `<title>${mark(entry.title)}</title>`,
    `<published>${published}</published>`,
    `<updated>${published}</updated>`,
    `<link rel="alternate" type="text/html" href="${mark(entry.page)}"/>`,
    `<content type="${type}">${mark(body)}</content>`,
    '</entry>',
  ].join('\n');
}

/** What XML 1.0 has no way to carry (section 2.2) is left out: one such character would spoil the whole feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters in question.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const mark = (text: string): string => text.replace(UNWRITABLE, '').replace(/[&<>"']/g, (sign) => MARKS[sign] ?? '');
