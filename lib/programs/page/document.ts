import { createHash } from 'node:crypto';
import { limits } from '../../verify/limits.ts';
import { type VerifyKey, verifyLocales, verifyWords } from '../../verify/words.ts';
import { style } from './style.ts';

/**
 * The verifier as a page of one file, to be hosted by those who are not the site. It loads nothing and keeps nothing; its
 * policy lets its own script and style run and no other. Its words stand in it in English; the script puts those of
 * the reader's language in their place (`data-say`).
 */
export function makeVerifierPage(script: string): string {
  // What would end the script's element early never stands in it.
  const code = script.replaceAll('</script', '<\\/script');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(style)}'`,
    'connect-src https: http:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${english('verify.title')}</title>
<style>${style}</style>
</head>
<body>
${languageField}
<main>
<h1 data-say="verify.title">${english('verify.title')}</h1>
<p data-say="verify.lead">${english('verify.lead')}</p>
<noscript>${verifyLocales.map((locale) => `<p lang="${locale}">${verifyWords(locale)('verify.needs-script')}</p>`).join('')}</noscript>
<p class="wrong" id="cannot" role="alert" data-say="verify.no-signatures" hidden>${english('verify.no-signatures')}</p>
${countForm}
${results}
${receiptForm}
</main>
<script>${code}</script>
</body>
</html>
`;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const english = (key: VerifyKey): string =>
  verifyWords('en')(key).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const said = (tag: string, key: VerifyKey, attributes = ''): string =>
  `<${tag}${attributes} data-say="${key}">${english(key)}</${tag}>`;

const languageField = `<div>${said('label', 'verify.language', ' for="language"')}<select id="language">${verifyLocales
  .map((locale) => `<option value="${locale}" lang="${locale}">${verifyWords(locale)('verify.language.name')}</option>`)
  .join('')}</select></div>`;

/** A label, its hint, a place for what is wrong, and the control itself. */
const field = (id: string, label: VerifyKey, hint: VerifyKey | null, control: string): string =>
  `<div class="field">${said('label', label, ` for="${id}"`)}${hint ? said('p', hint, ` class="hint" id="${id}-hint"`) : ''}<p class="wrong" id="${id}-wrong" hidden></p>${control}</div>`;

const text = (id: string): string =>
  `<textarea id="${id}" aria-describedby="${id}-wrong ${id}-hint" spellcheck="false"></textarea>`;

const countForm = `<form id="check" novalidate>
${field('site', 'verify.site', 'verify.site.hint', '<input id="site" type="url" dir="ltr" autocomplete="off" aria-describedby="site-wrong site-hint">')}
${field('policy', 'verify.policy', 'verify.policy.hint', text('policy'))}
${field('last', 'verify.last', 'verify.last.hint', text('last'))}
${said('button', 'verify.start', ' type="submit" id="start"')}
</form>`;

const section = (id: string, heading: VerifyKey, content: string): string =>
  `<section id="${id}" hidden>${said('h2', heading)}${content}</section>`;

const results = `<div id="under-way" hidden><progress id="bar" aria-labelledby="progress"></progress><p id="progress" class="hint"></p></div>
<p id="verdict" class="verdict" role="status" hidden></p>
${section('refused', 'verify.heading.refused', '<ul></ul>')}
${section('proven', 'verify.heading.proven', '<ul></ul>')}
${section('note', 'verify.heading.notes', '<ul></ul>')}
${section('limits', 'verify.heading.limits', `<ul>${limits.map((key) => said('li', key)).join('')}</ul>`)}
${section('growth', 'verify.heading.growth', `<div class="scroll"><table><thead><tr>${said('th', 'verify.growth.from', ' scope="col"')}${said('th', 'verify.growth.signed', ' scope="col"')}${said('th', 'verify.growth.removed', ' scope="col"')}<td></td></tr></thead><tbody></tbody></table></div>`)}
${section('keep', 'verify.heading.keep', `${said('p', 'verify.keep', ' id="keep-hint"')}<textarea id="kept" readonly aria-describedby="keep-hint" aria-labelledby="keep-hint"></textarea>`)}`;

const receiptForm = `<form id="receipt" novalidate>${said('h2', 'verify.heading.receipt')}
${said('p', 'verify.receipt.lead')}
${field('file', 'verify.receipt.file', null, '<input id="file" type="file" accept=".tlog-proof,text/plain" aria-describedby="file-wrong">')}
${field('address', 'verify.receipt.address', null, '<input id="address" type="email" dir="ltr" autocomplete="off" aria-describedby="address-wrong">')}
${said('button', 'verify.receipt.check', ' type="submit"')}
<p class="wrong" id="receipt-wrong" role="alert" hidden></p>
<ul id="receipt-findings" role="status"></ul>
</form>`;
