/** The look of the verifier page: it stands alone and loads nothing. */
export const style = `
:root{color-scheme:light dark;--paper:#f6f5f1;--sheet:#fff;--ink:#1c1b19;--soft:#5c574d;--line:#d5d1c6;--green:#1f4d3a;--on:#fff;--red:#a3201a;--tint:#e9efe9;font:1.0625rem/1.6 Georgia,"Noto Serif","Noto Naskh Arabic","Times New Roman",serif}
@media(prefers-color-scheme:dark){:root{--paper:#161513;--sheet:#201f1c;--ink:#f0eee8;--soft:#b5afa2;--line:#45423b;--green:#8fd0b3;--on:#10231a;--red:#ff9d92;--tint:#23312a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--green);outline-offset:2px}
[hidden]{display:none!important}
h1{font-size:clamp(1.6rem,5vw,2.3rem);line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.3rem;line-height:1.3;margin:2rem 0 .5rem}
.field{margin-block-end:1.1rem}
label{display:block;font-weight:700}
.hint{color:var(--soft);font-size:.9375rem;margin:0}
.wrong{color:var(--red);font-weight:700;margin:0}
input,textarea,select{display:block;width:100%;font:inherit;color:inherit;background:var(--sheet);border:2px solid var(--soft);border-radius:0;padding:.5rem;margin-block-start:.25rem}
textarea{font:.875rem/1.5 monospace;min-height:6rem;direction:ltr;text-align:left}
#language{width:auto;padding:.25rem}
[aria-invalid=true]{border-color:var(--red)}
button{font:inherit;font-weight:700;padding:.6rem 1.2rem;border:0;background:var(--green);color:var(--on);cursor:pointer}
button:disabled{opacity:.6;cursor:default}
progress{display:block;width:100%;height:1rem;margin:1rem 0 .25rem;accent-color:var(--green)}
ul{list-style:none;margin:0;padding:0}
li{padding:.4rem 0 .4rem 1rem;padding-block:.4rem;padding-inline:1rem 0;border-inline-start:4px solid var(--line);margin-block-end:.5rem}
.proven{border-color:var(--green)}
.refused{border-color:var(--red);font-weight:700}
.verdict{font-size:1.3rem;font-weight:700;padding:.75rem 1rem;background:var(--tint);border-inline-start:6px solid var(--green)}
.verdict.bad{border-color:var(--red);color:var(--red)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:start;padding:.25rem .75rem .25rem 0;padding-inline:0 .75rem;border-block-end:1px solid var(--line)}
th,td{overflow-wrap:normal}
td:last-child{width:40%;min-width:4rem}
meter{width:100%;height:1rem}
@media(max-width:30rem){table{font-size:.875rem}th,td{padding-inline-end:.5rem}}
`;
