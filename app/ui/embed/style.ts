import { createHash } from 'node:crypto';

/** The look of the frame: two attributes of its root choose among the colours. Nothing is loaded. */
export const embedStyle = `
:root{--paper:#fff;--ink:#1c1b19;--soft:#5c574d;--line:#d5d1c6;--main:#1f4d3a;--on:#fff;color-scheme:light;font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif}
[data-accent=blue]{--main:#17457a}[data-accent=red]{--main:#8f1d18}[data-accent=grey]{--main:#3b3a37}
[data-theme=dark]{--paper:#201f1c;--ink:#f0eee8;--soft:#b5afa2;--line:#45423b;--main:#8fd0b3;--on:#10231a;color-scheme:dark}
[data-theme=dark][data-accent=blue]{--main:#9cc4f2;--on:#0d1c2c}[data-theme=dark][data-accent=red]{--main:#ff9d92;--on:#2b0d0a}[data-theme=dark][data-accent=grey]{--main:#d8d4ca;--on:#201f1c}
@media(prefers-color-scheme:dark){
[data-theme=auto]{--paper:#201f1c;--ink:#f0eee8;--soft:#b5afa2;--line:#45423b;--main:#8fd0b3;--on:#10231a;color-scheme:dark}
[data-theme=auto][data-accent=blue]{--main:#9cc4f2;--on:#0d1c2c}[data-theme=auto][data-accent=red]{--main:#ff9d92;--on:#2b0d0a}[data-theme=auto][data-accent=grey]{--main:#d8d4ca;--on:#201f1c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word}
article{padding:1rem;border:1px solid var(--line);border-block-start:4px solid var(--main)}
h1{font-size:1.2rem;line-height:1.3;margin:0 0 .75rem}
p{margin:0 0 .5rem}
.number{font-size:2rem;line-height:1.1;color:var(--main);font-variant-numeric:tabular-nums}
.soft{color:var(--soft);font-size:.875rem}
progress{appearance:none;display:block;width:100%;height:.75rem;margin:.5rem 0;border:1px solid var(--line);background:var(--paper)}
progress::-webkit-progress-bar{background:var(--paper)}
progress::-webkit-progress-value{background:var(--main)}
progress::-moz-progress-bar{background:var(--main)}
.button{display:inline-block;font-weight:700;background:var(--main);color:var(--on);padding:.6rem 1.4rem;margin-block:.5rem;text-decoration:none}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
.hidden{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}
`
  .trim()
  .replaceAll('\n', '');

export const embedStyleHash = `sha256-${createHash('sha256').update(embedStyle).digest('base64')}`;

/** What the frame may do, and who may show it: everybody, which is what it is for. Every other page is in no frame. */
export const embedPolicy = [
  "default-src 'none'",
  `style-src '${embedStyleHash}'`,
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  'frame-ancestors *',
].join('; ');
