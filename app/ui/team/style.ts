import { createHash } from 'node:crypto';
import { styles } from '../style.ts';

/** The panel looks like the public pages, and adds what working places need: tables, tabs, dense rows. */
const additions = `
[hidden]{display:none!important}
textarea,input[type=date],input[type=datetime-local],input[type=number],input[type=url],input[type=password],input[type=file]{display:block;width:100%;font:inherit;color:inherit;background:var(--sheet);border:2px solid var(--soft);border-radius:0;padding:.5rem;margin-block-start:.25rem;min-height:2.9rem}
textarea{min-height:8rem;resize:vertical}
textarea.tall{min-height:24rem}
.team{max-width:80rem}
.tabs{display:flex;flex-wrap:wrap;gap:0 1.25rem;list-style:none;margin:0 0 1.5rem;padding:0;border-block-end:1px solid var(--line)}
.tabs a,.tabs b{display:inline-block;padding:.6rem 0;text-decoration:none}
.tabs [aria-current]{border-block-end:3px solid var(--green);font-weight:700;color:inherit}
.crumbs{font-size:.9375rem;margin:0 0 .25rem}
.crumbs ol{display:flex;flex-wrap:wrap;gap:.1rem .5rem;list-style:none;margin:0;padding:0}
.crumbs li+li::before{content:"/";margin-inline-end:.5rem;color:var(--soft)}
.scroll{overflow-x:auto;margin-block-end:1.5rem}
table{border-collapse:collapse;width:100%}
caption{text-align:start;font-weight:700;padding-block-end:.5rem}
th,td{text-align:start;vertical-align:top;padding:.5rem .75rem;padding-inline-start:0;border-block-end:1px solid var(--line)}
th.n,td.n{text-align:end;font-variant-numeric:tabular-nums}
.grid{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr))}
.pair{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}
.card>h3:first-child{margin-block-start:0}
.done{border-inline-start:4px solid var(--green);background:var(--tint);padding:.75rem 1rem;margin:0 0 1.25rem}
.alarm{border-inline-start:4px solid var(--red);padding:.75rem 1rem;margin:0 0 1.25rem}
.small button,.small .button{padding:.25rem .75rem;min-height:2rem;font-size:.9375rem}
.danger{background:none;color:var(--red);border-color:var(--red)}
form.inline{display:inline-flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:0}
dl.facts{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.35rem 1.25rem;margin:0 0 1.5rem}
dl.facts dt{font-weight:700}
dl.facts dd{margin:0}
@media(max-width:36rem){dl.facts{grid-template-columns:1fr}dl.facts dd{margin-block-end:.6rem}}
ins{background:var(--tint);text-decoration:underline;text-decoration-thickness:2px}
del{color:var(--red)}
.empty{border:2px dashed var(--line);padding:1.5rem;margin-block-end:1.5rem}
.chart{width:100%;height:auto;display:block}
.code{font:1.05rem/1.6 ui-monospace,monospace;letter-spacing:.05em;word-break:break-all}
pre.saved{white-space:pre-wrap;font:inherit;background:var(--tint);padding:.75rem;margin:0 0 1rem}
p.changes{white-space:pre-wrap}
form.card,section.card,article.card{margin-block-end:1.5rem}
fieldset.card{border:1px solid var(--line);padding:1.25rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.parts{margin-block-end:1rem}
.parts [aria-current]{font-weight:700;color:inherit;text-decoration:none}
.plain-list{list-style:none;margin:0;padding:0}
.found{margin-block-start:2rem}
pre.saved{white-space:pre-wrap;font:inherit;background:var(--tint);padding:.75rem;margin:0 0 1rem}
p.changes{white-space:pre-wrap}
form.card,section.card,article.card{margin-block-end:1.5rem}
fieldset.card{border:1px solid var(--line);padding:1.25rem}
.fields{display:grid;gap:0 1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));align-items:end}
.whole{white-space:nowrap}
.groups{letter-spacing:0;white-space:pre-wrap;word-break:normal}
.grid+p{margin-block-start:.75rem}
.chart{max-width:40rem;font:11px/1 system-ui,sans-serif}
.chart .up{color:var(--green)}
.chart .down{color:var(--red)}
.chart .grid-line{color:var(--line)}
.part{display:block;width:100%;height:.4rem;margin-block-start:.25rem;color:var(--green);background:var(--line)}
[dir=rtl] .part{transform:scaleX(-1)}
.scroll.tall{max-height:24rem;overflow-y:auto}
.tall tbody th{white-space:nowrap}
.fact{display:contents}
.qr{width:12rem;max-width:100%;height:auto;display:block;margin-block:.75rem;background:#fff}
details.words{border:1px solid var(--line);background:var(--sheet);padding:.5rem 1rem;margin-block-end:.75rem}
details.words>summary{cursor:pointer;font-weight:700;padding-block:.25rem}
details.words[open]>summary{margin-block-end:.5rem}
.own-words{white-space:pre-wrap;overflow-wrap:anywhere;margin-block-end:1rem}
.pair>*{min-width:0}
.other{background:var(--sheet);border:1px solid var(--line);padding:.75rem 1rem;max-height:40rem;overflow:auto;align-self:start}
.other>p:first-child{margin:0 0 .25rem}
textarea.short{min-height:6rem}
.beside{gap:.5rem 1.5rem;margin-block-end:1.5rem}
.states{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.5rem;list-style:none;margin:0 0 1.5rem;padding:0}
.states li{border:1px solid var(--line);padding:.4rem .75rem}
.states .here{border-color:var(--green);box-shadow:inset 0 3px var(--green)}
.preview>div>h2{font-size:clamp(1.4rem,4vw,2rem);line-height:1.2}
.stamp.on{border-color:var(--green);background:var(--green);color:var(--on)}
fieldset.group{margin-block-end:1.5rem}
.sample{margin-inline-start:2.15rem}
.letter{background:var(--sheet);border:1px solid var(--line);padding:1rem;margin-block:.5rem 1rem;white-space:pre-wrap;overflow-wrap:anywhere}
.words .stamp,h2 .stamp,h3 .stamp{font-weight:400}
.pair>.card{align-self:start}
.pair>*>h2:first-child{margin-block-start:0}
.alarm h2,.note h3{margin-block-start:0}
.card+.scroll,.card+p{margin-block-start:1.5rem}
@media(min-width:60rem){.beside textarea.tall{min-height:38rem}}
`
  .trim()
  .replaceAll('\n', '');

export const panelStyle = styles.whole + additions;
export const panelStyleHash = `sha256-${createHash('sha256').update(panelStyle).digest('base64')}`;
