import type { Finding } from '../../verify/finding.ts';
import { growthOf } from '../../verify/growth.ts';
import type { Recount } from '../../verify/recount.ts';
import { tagOf, type VerifyKey } from '../../verify/words.ts';
import { element, listItem, put, type Speech } from './elements.ts';

/** What a check has found so far, on the page. */

const sections = ['refused', 'proven', 'note', 'limits', 'growth', 'keep'];

export function startOver(speech: Speech): void {
  for (const id of sections) element(id).hidden = true;
  for (const id of ['refused', 'proven', 'note']) element(id).querySelector('ul')?.replaceChildren();
  element('under-way').hidden = false;
  element('bar').removeAttribute('value');
  put(speech, element('progress'), 'verify.working');
  element('verdict').hidden = true;
}

export function showProgress(speech: Speech, done: number, of: number): void {
  const bar = element<HTMLProgressElement>('bar');
  bar.max = of;
  bar.value = done;
  put(speech, element('progress'), 'verify.progress', { done, of });
}

export function showFinding(speech: Speech, finding: Finding): void {
  const section = element(finding.kind);
  section.hidden = false;
  listItem(speech, section.querySelector('ul'), finding);
}

export function showVerdict(speech: Speech, key: VerifyKey, values: Finding['values'] = {}): void {
  element('under-way').hidden = true;
  const verdict = element('verdict');
  verdict.classList.toggle('bad', key !== 'verify.verdict.proven');
  put(speech, verdict, key, values);
  element('limits').hidden = false;
}

const ROWS = 24;

export function showGrowth({ locale }: Speech, recount: Recount): void {
  const stretches = growthOf(recount.hours, ROWS);
  const number = new Intl.NumberFormat(tagOf(locale));
  const moment = new Intl.DateTimeFormat(tagOf(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  const most = Math.max(...stretches.map(({ signed }) => signed), 1);
  const rows = stretches.map(({ from, removed, signed }) => {
    const row = document.createElement('tr');
    for (const text of [moment.format(from), number.format(signed), number.format(removed)])
      row.insertCell().textContent = text;
    const bar = document.createElement('meter');
    Object.assign(bar, { min: 0, max: most, value: signed });
    bar.setAttribute('aria-hidden', 'true');
    row.insertCell().append(bar);
    return row;
  });
  element('growth')
    .querySelector('tbody')
    ?.replaceChildren(...rows);
  element('growth').hidden = rows.length === 0;
}
