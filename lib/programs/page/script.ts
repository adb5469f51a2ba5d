import { judgeCheckpoint } from '../../log/policy/judge-checkpoint.ts';
import { siteReader } from '../../verify/fetch-bytes.ts';
import { oldestTime } from '../../verify/judge.ts';
import { LONGEST_RECEIPT, verifyReceipt } from '../../verify/receipt.ts';
import type { Recount } from '../../verify/recount.ts';
import type { Remembered } from '../../verify/run.ts';
import { siteOf, Unreadable } from '../../verify/site.ts';
import { isVkey, policyOfKey, readTrust, type Trust } from '../../verify/trust.ts';
import { verifySite } from '../../verify/verify-site.ts';
import { readVerifyLocale } from '../../verify/words.ts';
import { canCheckSignatures } from './can-check.ts';
import { element, firstLocale, listItem, markWrong, put, type Speech, speak, speechOf } from './elements.ts';
import { showFinding, showGrowth, showProgress, showVerdict, startOver } from './show.ts';

/** The verifier in a browser. It keeps nothing, and asks the site that was typed and nobody else. */

const speech: Speech = speechOf(firstLocale());
/** The log of the last check that held, so that a receipt can be looked up in it. */
let counted: { readonly trust: Trust; readonly recount: Recount } | null = null;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const input = (id: string) => element<HTMLInputElement>(id);

function readSite(): string | null {
  const typed = input('site').value.trim();
  const url = URL.canParse(typed) ? new URL(typed) : null;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username;
  markWrong(speech, 'site', typed === '' ? 'verify.site.missing' : isOrigin ? null : 'verify.site.wrong');
  return isOrigin ? url.origin : null;
}

/** What was typed about whom to trust: nothing, a key, or a policy. */
function readTyped(): Trust | 'nothing' | 'wrong' {
  const typed = input('policy').value.trim();
  const text = isVkey(typed) ? policyOfKey(typed) : `${typed}\n`;
  const trust = typed === '' ? 'nothing' : (readTrust(text, 'given') ?? 'wrong');
  markWrong(speech, 'policy', trust === 'wrong' ? 'verify.policy.wrong' : null);
  return trust;
}

/** The checkpoint of an earlier check, which must be one that the same people signed. */
async function readLast({ policy }: Trust): Promise<Remembered | 'nothing' | 'wrong'> {
  const typed = input('last').value.trim();
  if (typed === '') return 'nothing';
  const note = `${typed}\n`;
  const judged = await judgeCheckpoint(policy, note);
  return typeof judged === 'string' ? 'wrong' : { note, time: oldestTime(judged) };
}

async function checkCount(): Promise<void> {
  const [origin, typed] = [readSite(), readTyped()];
  if (!origin || typed === 'wrong') return element(origin ? 'policy' : 'site').focus();
  startOver(speech);
  const site = siteOf(siteReader(origin, pause));
  try {
    const trust = typed === 'nothing' ? readTrust(await site.policy(), 'site') : typed;
    if (!trust) throw new Unreadable('/log/policy');
    const last = await readLast(trust);
    markWrong(speech, 'last', last === 'wrong' ? 'verify.last.wrong' : null);
    if (last === 'wrong') return stopAt('last');
    await recountSite(site, trust, last === 'nothing' ? null : last);
  } catch (fault) {
    showVerdict(speech, 'verify.verdict.unreadable', {
      reason: fault instanceof Error ? fault.message : String(fault),
    });
  }
}

function stopAt(id: string): void {
  element('under-way').hidden = true;
  element(id).focus();
}

async function recountSite(
  site: ReturnType<typeof siteOf>,
  trust: Trust,
  remembered: Remembered | null,
): Promise<void> {
  const { isRefused, proven, recount } = await verifySite({
    site,
    trust,
    remembered,
    now: () => BigInt(Math.floor(Date.now() / 1_000)),
    patience: 60_000,
    pause,
    progress: (done, of) => showProgress(speech, done, of),
    found: (finding) => showFinding(speech, finding),
  });
  counted = isRefused ? null : { trust, recount };
  showGrowth(speech, recount);
  showVerdict(speech, isRefused ? 'verify.verdict.refused' : 'verify.verdict.proven');
  if (!proven) return;
  input('policy').value = trust.text.trim();
  input('kept').value = proven.note;
  element('keep').hidden = false;
}

async function checkReceipt(): Promise<void> {
  const list = element('receipt-findings');
  list.replaceChildren();
  const [file, address] = [input('file').files?.[0], input('address').value.trim()];
  const typed = readTyped();
  const trust = typed === 'nothing' || typed === 'wrong' ? counted?.trust : typed;
  const wrong = element('receipt-wrong');
  wrong.hidden = true;
  if (!file || address === '') return put(speech, wrong, 'verify.receipt.missing');
  if (!trust) return put(speech, wrong, 'verify.receipt.needs-trust');
  const text = file.size > LONGEST_RECEIPT ? '' : await file.text();
  for (const finding of await verifyReceipt(text, address, trust, counted?.recount ?? null))
    listItem(speech, list, finding);
}

/** One check at a time. */
function onSubmit(id: string, act: () => Promise<void>): void {
  const button = element(id).querySelector('button');
  element(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button?.disabled) return;
    if (button) button.disabled = true;
    await act().finally(() => {
      if (button) button.disabled = false;
    });
  });
}

const languages = element<HTMLSelectElement>('language');
languages.value = speech.locale;
languages.addEventListener('change', () => {
  Object.assign(speech, speechOf(readVerifyLocale(languages.value) ?? 'en'));
  speak(speech);
  if (counted) showGrowth(speech, counted.recount);
});
input('site').value = new URLSearchParams(location.search).get('site') ?? '';
onSubmit('check', checkCount);
onSubmit('receipt', checkReceipt);
speak(speech);
canCheckSignatures().then((can) => {
  element('cannot').hidden = can;
});
