import { createHash } from 'node:crypto';

/**
 * The whole look of the public pages, in the page itself: a page is one answer that is complete without a
 * second request (WE-12). Its hash is what the Content-Security-Policy allows.
 */
const sheet = `
:root{color-scheme:light dark;--paper:#f6f5f1;--sheet:#fff;--ink:#1c1b19;--soft:#5c574d;--line:#d5d1c6;--green:#1f4d3a;--on:#fff;--red:#a3201a;--tint:#e9efe9;
font:1.0625rem/1.6 Georgia,"Noto Serif","Noto Naskh Arabic","Times New Roman",serif}
@media(prefers-color-scheme:dark){:root{--paper:#161513;--sheet:#201f1c;--ink:#f0eee8;--soft:#b5afa2;--line:#45423b;--green:#8fd0b3;--on:#10231a;--red:#ff9d92;--tint:#23312a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word}
a{color:var(--green);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--green);outline-offset:2px}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{position:static;display:block;padding:.5rem 1rem}
.band{max-width:68rem;margin:0 auto;padding-inline:1rem}
header{border-block-end:1px solid var(--line)}
header .row{gap:.25rem .7rem;font-size:.9rem}
header .band{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between;padding-block:.75rem}
.mark{color:inherit;font-size:1.25rem;font-weight:700;text-decoration:none;border-block-end:3px solid var(--green)}
.row{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1rem;list-style:none;margin:0;padding:0}
.row a:not(.button),.row b{display:inline-block;padding:.2rem 0}
main{padding-block:1.5rem 3rem}
footer{border-block-start:1px solid var(--line);color:var(--soft);font-size:.9375rem}
footer .band{padding-block:1rem}
h1{font-size:clamp(1.6rem,5vw,2.5rem);line-height:1.2;margin:.25rem 0 1rem;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;margin:2.5rem 0 .75rem}
h3{font-size:1.125rem;margin:1.75rem 0 .5rem}
p{margin:0 0 1rem}
.lead{font-size:1.2rem;line-height:1.5}
.soft{color:var(--soft);font-size:.9375rem}
.note{background:var(--tint);border-inline-start:4px solid var(--green);margin:0 0 1.25rem;padding:.75rem 1rem}
.wide{display:grid;gap:1.5rem 3rem}
.narrow{max-width:40rem}
@media(min-width:60rem){.jump{display:none}.wide{grid-template-columns:minmax(0,1fr) 24rem;grid-template-rows:auto 1fr}.wide>.side{grid-column:2;grid-row:1/3;align-self:start}}
@media(min-width:60rem) and (min-height:64rem){.side{position:sticky;top:1rem}}
.card{background:var(--sheet);border:1px solid var(--line);padding:1.25rem}
.card h2{margin-block-start:0}
.card form+p{margin:1rem 0 0}
.number{font-size:2.5rem;line-height:1.1;font-variant-numeric:tabular-nums}
progress{appearance:none;display:block;width:100%;height:.75rem;margin:.5rem 0;border:1px solid var(--line);background:var(--sheet)}
progress::-webkit-progress-bar{background:var(--sheet)}
progress::-webkit-progress-value{background:var(--green)}
progress::-moz-progress-bar{background:var(--green)}
.tally{font-weight:700;font-size:1.2rem}
.record{list-style:none;margin:0;padding:0;border-inline-start:3px solid var(--line)}
.record li{padding:0 1rem;margin-block-end:1.25rem}
.record p{margin:0}
.stamp{border:1px solid var(--line);font-size:.8125rem;padding:.05rem .4rem}
.signed .stamp{border-color:var(--green);background:var(--green);color:var(--on)}
.field{margin-block-end:1.1rem}
label,legend{font-weight:700}
.hint{display:block;color:var(--soft);font-size:.9375rem;font-weight:400}
.wrong{display:block;color:var(--red);font-weight:700}
input[type=text],input[type=email],input[type=search],select{display:block;width:100%;font:inherit;color:inherit;background:var(--sheet);border:2px solid var(--soft);border-radius:0;padding:.5rem;margin-block-start:.25rem;min-height:2.9rem}
[aria-invalid=true]{border-color:var(--red)!important}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
legend{padding:0}
.box{display:flex;gap:.75rem;align-items:start;padding:.35rem 0}
.box label{font-weight:400}
.box+.field{margin-block-start:1rem}
.box input{flex:none;width:1.4rem;height:1.4rem;margin:.15rem 0 0;accent-color:var(--green)}
button,.button{display:inline-block;font:inherit;font-weight:700;background:var(--green);color:var(--on);border:2px solid var(--green);border-radius:0;padding:.6rem 1.4rem;min-height:2.9rem;cursor:pointer;text-decoration:none}
.plain{background:none;color:var(--green)}
.summary{border:3px solid var(--red);padding:1rem;margin-block-end:1.5rem}
.summary h2{margin:0 0 .5rem}
.summary ul{margin:0;padding-inline-start:1.25rem}
.summary a{color:var(--red);font-weight:700}
.partners{columns:18rem;gap:2rem;padding:0;list-style:none}
.partners li{break-inside:avoid;margin-block-end:.6rem}
.list{list-style:none;padding:0}
.list>li{border-block-end:1px solid var(--line);padding:1.25rem 0}
.list h2,.list h3{margin:0 0 .25rem}
code{direction:ltr;unicode-bidi:isolate}
.hash{font:.8125rem/1.4 ui-monospace,monospace;word-break:break-all}
figure{margin:0 0 1rem}
.go{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;margin-block:1.5rem}
[hidden]{display:none}
`
  .trim()
  .replaceAll('\n', '');

/** What the petition and the steps of signing do without: each of their bytes has to come through (WE-12). */
const furtherSheet = `
.find{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;margin-block-end:1rem}
.logo{display:block;max-width:7rem;max-height:7rem;background:#fff;border:1px solid var(--line);margin-block-end:.75rem}
@keyframes show{from{visibility:hidden}}
.in2{animation:show 0s 2.5s both}.in10{animation:show 0s 10.5s both}.in30{animation:show 0s 30.5s both}
.ways{gap:.5rem;margin-block-end:1.25rem}.field+form{margin-block-end:1.5rem}.field input+button{margin-block-start:.5rem}
.poster{text-align:center}.poster img{max-width:100%}
@media print{.screen,header,footer{display:none}.poster{border:0}}
.find>div{flex:1 1 12rem;margin:0}
`
  .trim()
  .replaceAll('\n', '');

/** The light look, of the petition and of the steps of signing, and the whole one. */
export const styles = { light: sheet, whole: sheet + furtherSheet } as const;

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const hashes = { light: hashOf(styles.light), whole: hashOf(styles.whole) };

/** The hash of the style that a page carries, for its policy. */
export const styleHashIn = (markup: string): string => (markup.includes(styles.whole) ? hashes.whole : hashes.light);
