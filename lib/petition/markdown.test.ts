import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import rehypeSanitize from 'rehype-sanitize';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { markdownPayloads as payloads } from '../../e2e/support/markup.ts';
import { allowed, renderMarkdown } from './markdown.ts';

const tags = new Set(['p', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'strong', 'em', 'code', 'br', 'hr', 'a']);
const rel = ' rel="ugc nofollow noopener"';

/** Everything in the output that a browser would not show as text must be one of ours, in exactly our form. */
function strangersIn(html: string): string[] {
  return (html.match(/<[^>]*>/g) ?? []).filter((markup) => {
    const [, name = '', attributes = ''] = /^<\/?([a-z0-9]+)((?: [^>]*)?)>$/.exec(markup) ?? [];
    if (!tags.has(name)) return true;
    if (attributes === '') return false;
    const href = /^( href="([^"<>]*)")?( rel="ugc nofollow noopener")$/.exec(attributes);
    return name !== 'a' || !href || (href[2] !== undefined && /^\s*(?!https:|mailto:)[^/?#]*:/i.test(href[2]));
  });
}

for (const payload of payloads) {
  test(`nothing foreign is left of ${JSON.stringify(payload).slice(0, 70)}`, () => {
    const html = renderMarkdown(payload);
    expect(strangersIn(html)).toEqual([]);
    expect(html).not.toMatch(/<[^>]*(javascript|vbscript|data):/i);
  });
}

test('nothing foreign is left of any text whatever', () => {
  const bits = fc.constantFrom('<', '>', '"', "'", '](', '[', '!', '(', ')', '&#', 'javascript:', 'script', '\n', ' ');
  const text = fc.array(fc.oneof(bits, bits, fc.string()), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (markdown) => {
      expect(strangersIn(renderMarkdown(markdown))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('WE-04: what was sanitised once stays as it is when it is sanitised again', () => {
  const bits = fc.constantFrom(
    ...payloads,
    '<',
    '>',
    '"',
    '](',
    '[',
    '(',
    ')',
    '&#',
    'javascript:',
    '\n',
    '\n\n',
    ' ',
    '`',
  );
  const text = fc.array(fc.oneof(bits, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));
  const read = unified().use(remarkParse).use(remarkRehype);
  const sanitise = rehypeSanitize(allowed);
  type Tree = Parameters<typeof sanitise>[0];
  fc.assert(
    fc.property(text, (markdown) => {
      const once = sanitise(read.runSync(read.parse(markdown)) as Tree);
      expect(sanitise(structuredClone(once))).toEqual(once);
    }),
    { numRuns: 10_000 },
  );
});

test('what was rendered is rendered to plain paragraphs, not to markup', () => {
  const html = renderMarkdown(renderMarkdown('# One\n\n*two* [three](https://example.org)'));
  expect(strangersIn(html)).toEqual([]);
});

test('the same text gives the same HTML', () => {
  for (const payload of payloads) expect(renderMarkdown(payload)).toBe(renderMarkdown(payload));
});

test('paragraphs, lists, quotes, emphasis, code and rules are what they are', () => {
  const html = renderMarkdown('One *two* **three** `four`\n\n- a\n- b\n\n1. c\n\n> d\n\n---');
  expect(html).toContain('<p>One <em>two</em> <strong>three</strong> <code>four</code></p>');
  expect(html).toMatch(/<ul>\s*<li>a<\/li>\s*<li>b<\/li>\s*<\/ul>/);
  expect(html).toMatch(/<ol>\s*<li>c<\/li>\s*<\/ol>/);
  expect(html).toMatch(/<blockquote>\s*<p>d<\/p>\s*<\/blockquote>\s*<hr>/);
});

test('headings begin below those of the page', () => {
  expect(renderMarkdown('# a\n\n## b\n\n### c\n\n###### d')).toBe('<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<h4>d</h4>');
});

test('links vouch for nothing', () => {
  expect(renderMarkdown('[x](https://example.org)')).toBe(`<p><a href="https://example.org"${rel}>x</a></p>`);
  expect(renderMarkdown('<mailto:a@example.org>')).toContain(`<a href="mailto:a@example.org"${rel}>`);
});

test('text that only looks like markup is shown', () => {
  expect(renderMarkdown('a < b & c > d')).toBe('<p>a &#x3C; b &#x26; c > d</p>');
});
