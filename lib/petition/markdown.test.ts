import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { renderMarkdown } from './markdown.ts';

/** What attackers write. Whatever is left of it, it must be text. */
const payloads = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.test/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script\n>alert(1)</script\n>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.test/pixel.png">',
  '![pixel](https://evil.test/pixel.png)',
  '![pixel][1]\n\n[1]: https://evil.test/pixel.png',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="https://evil.test"><input name=email></form>',
  '<button formaction=javascript:alert(1)>x</button>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<body onload=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<style>@import "https://evil.test/x.css";</style>',
  '<p style="background:url(https://evil.test)">x</p>',
  '<link rel=stylesheet href="https://evil.test/x.css">',
  '<meta http-equiv="refresh" content="0;url=https://evil.test">',
  '<base href="https://evil.test/">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="https://evil.test" onclick="alert(1)">x</a>',
  '<a href="https://evil.test" target="_top">x</a>',
  '<div id="problems">x</div>',
  '<p class="button">x</p>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--<img src=x onerror=alert(1)>-->',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?php echo "<script>alert(1)</script>" ?>',
  '<!DOCTYPE html><script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x]( javascript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](java\nscript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;avascript&#58;alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](\\javascript:alert(1))',
  '[x](javascript://example.org/%0aalert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](blob:https://evil.test/1)',
  '[x](file:///etc/passwd)',
  '[x](tg://resolve?domain=evil)',
  '[x](intent://evil#Intent;end)',
  '[x](http://evil.test)',
  '[x][1]\n\n[1]: javascript:alert(1)',
  '[1]: javascript:alert(1)\n\n[1]',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '[x](https://evil.test "onclick=alert(1)")',
  '[x](https://evil.test"onclick="alert(1))',
  '[x](https://evil.test/"><script>alert(1)</script>)',
  '[<img src=x onerror=alert(1)>](https://evil.test)',
  '`<script>alert(1)</script>`',
  '    <script>alert(1)</script>',
  '```html\n<script>alert(1)</script>\n```',
  '```"><script>alert(1)</script>\nx\n```',
  '# <script>alert(1)</script>',
  '> <script>alert(1)</script>',
  '- <img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '\\<script>alert(1)\\</script>',
  '**<b onmouseover=alert(1)>x</b>**',
];

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
