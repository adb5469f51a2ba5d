import { sql } from 'drizzle-orm';
import { database } from '@/db/client.ts';
import { settings } from '../env.ts';
import { type MailAlarm, readMailAlarms } from '../mail/alarm.ts';
import { readMailPause } from '../mail/pace.ts';
import { readSendingDomain, type SendingDomain } from '../mail/provider.ts';
import { readOutbox } from '../mail/queue.ts';
import { lookAtNames, type Names, usualRecords, type WantedRecord } from './doctor-dns.ts';
import { bad, type Finding, good, unseen } from './doctor-finding.ts';

/** Whether letters leave, and whether they are believed where they arrive. */
export async function lookAtMail(names: Names): Promise<Finding[]> {
  return [
    await lookAtPause(),
    await lookAtOutbox(),
    lookAtEvents(),
    await lookAtComplaints(),
    ...(await lookAtAlarms()),
    lookAtSenders(),
    ...(await lookAtDomains(names)),
  ];
}

async function lookAtPause(): Promise<Finding> {
  const pause = await readMailPause();
  if (!pause) return good('The provider takes our letters');
  const { because, nextTryAt, since } = pause;
  return bad(
    `No letter has left since ${since.toISOString()}: the provider refuses us (${because})`,
    `${adviceOn(because)} It is tried again by itself, next at ${nextTryAt.toISOString()}; no letter is lost meanwhile.`,
  );
}

/** What the panel's banner says, for those who run the site; a refusal has its line above. */
async function lookAtAlarms(): Promise<Finding[]> {
  return (await readMailAlarms()).map(findingOf).filter((finding) => finding !== null);
}

function findingOf(alarm: MailAlarm): Finding | null {
  switch (alarm.kind) {
    case 'refused':
      return null;
    case 'late':
      return bad(
        `${alarm.count} letters are called for and not taken, since ${alarm.since.toISOString()}`,
        `The provider does not answer, or with faults: look at its status page. If the log says that letters do not open, restore KEY_DIR and APP_SECRET. The next try is at ${alarm.nextTryAt.toISOString()}.`,
      );
    case 'idle':
      return bad(
        `${alarm.count} letters wait, and no worker has been at work since ${alarm.since.toISOString()}`,
        'Start the site without WORKER=off, or run "npm run worker".',
      );
    case 'complaints':
      return bad(
        `${alarm.complained} of the ${alarm.sent} letters of today and yesterday were called spam`,
        'Write news less often, and only to those who asked for it; keep the share below 0.1 %.',
      );
  }
}

function adviceOn(because: string): string {
  if (/_quota_exceeded$/.test(because))
    return 'The provider’s quota is used up: buy a larger one, or wait for its next day.';
  if (/api_key/.test(because)) return 'Check RESEND_API_KEY; it must be a key that may send.';
  return 'Check that the domain of MAIL_FROM is verified at the provider, and that the key belongs to it.';
}

async function lookAtOutbox(): Promise<Finding> {
  const { dead, waiting } = await readOutbox();
  if (dead === 0) return good(`No letter is dead; ${waiting} wait to be sent`);
  return bad(
    `${dead} letters could not be sent in the last 24 hours; ${waiting} wait`,
    'The log names the provider’s reason ("letters could not be sent"). Check MAIL_FROM and RESEND_API_KEY.',
  );
}

function lookAtEvents(): Finding {
  const { APP_URL, RESEND_WEBHOOK_SECRET } = settings();
  if (RESEND_WEBHOOK_SECRET) return good('Bounces and complaints are taken in');
  return bad(
    'Nobody tells this site of bounces and complaints, so it goes on writing to addresses that do not exist',
    `Make a webhook at the provider for ${APP_URL}/api/mail/events (email.bounced, email.complained, email.suppressed), and set RESEND_WEBHOOK_SECRET.`,
  );
}

/** Gmail and Yahoo refuse senders above 0.3 %, and ask for less than 0.1 % (safety.md §3, EM-08). */
async function lookAtComplaints(): Promise<Finding> {
  const [row] = await database().execute<{ sent: number; complained: number }>(sql`
    select coalesce(sum(handed_over), 0)::float8 as sent, coalesce(sum(complained), 0)::float8 as complained
    from letter_tallies where day > (now() at time zone 'UTC')::date - 7`);
  const { complained = 0, sent = 0 } = row ?? {};
  const share = complained / Math.max(sent, 1);
  const what = `${complained} of the ${sent} letters of a week were called spam`;
  if (complained < 2 || share < 0.001) return good(what);
  const advice = 'Send news less often and only to those who asked; keep the share below 0.1 %.';
  return bad(
    what,
    share < 0.003 ? advice : `${advice} Above 0.3 % large mailbox providers refuse everything: stop news now.`,
  );
}

const domainOf = (sender: string): string => /@([^<>@\s]+)>?$/.exec(sender)?.[1]?.toLowerCase() ?? '';

function lookAtSenders(): Finding {
  const { MAIL_FROM, MAIL_FROM_UPDATES } = settings();
  const news = domainOf(MAIL_FROM_UPDATES ?? MAIL_FROM);
  if (news !== domainOf(MAIL_FROM)) return good(`News comes from ${news}, confirmations from ${domainOf(MAIL_FROM)}`);
  return good(
    'News and confirmations come from one domain; with MAIL_FROM_UPDATES on another, complaints about news would not hold up confirmations',
  );
}

async function lookAtDomains(names: Names): Promise<Finding[]> {
  const { MAIL_FROM, MAIL_FROM_UPDATES = MAIL_FROM } = settings();
  const findings: Finding[] = [];
  for (const domain of new Set([domainOf(MAIL_FROM), domainOf(MAIL_FROM_UPDATES)])) {
    const known = await readSendingDomain(domain).catch(() => 'away' as const);
    findings.push(...judgeSettings(domain, known));
    findings.push(...(await lookAtNames(names, domain, recordsOf(domain, known))));
  }
  return findings;
}

type Known = SendingDomain | 'unknown' | 'not-allowed' | 'away';

/** What the provider wants to stand in the names; its names are relative to the domain that it knows. */
function recordsOf(domain: string, known: Known): readonly WantedRecord[] {
  if (typeof known === 'string') return usualRecords(domain);
  const wanted = known.records.filter(({ record }) => /^(SPF|DKIM)$/.test(record));
  return wanted.map(({ name, record, type, value }) => ({
    record,
    type,
    value,
    name: name === known.name || name.endsWith(`.${known.name}`) ? name : `${name}.${rootOf(known.name, name)}`,
  }));
}

/** The provider names records from the registered domain on: "send.news" for news.petitions.example. */
function rootOf(domain: string, record: string): string {
  const labels = domain.split('.');
  for (let n = labels.length - 2; n > 0; n -= 1) {
    if (record.endsWith(`.${labels.slice(0, n).join('.')}`)) return labels.slice(n).join('.');
  }
  return domain;
}

function judgeSettings(domain: string, known: Known): Finding[] {
  switch (known) {
    case 'away':
      return [unseen(`The provider’s settings of ${domain} could not be looked at: it does not answer from here`)];
    case 'not-allowed':
      return [
        unseen(`The provider’s settings of ${domain} could not be looked at: the key may only send, which is safer`),
      ];
    case 'unknown':
      return [bad(`The provider does not know ${domain}`, `Add ${domain} there and set the records that it shows.`)];
  }
  const findings = [
    known.status === 'verified'
      ? good(`The provider has verified ${known.name}`)
      : bad(
          `The provider has not verified ${known.name} (${known.status})`,
          'Set the records below, then verify it there.',
        ),
  ];
  if (known.open_tracking || known.click_tracking) {
    findings.push(
      bad(
        `The provider follows who opens letters from ${known.name} and where they click`,
        'Turn open and click tracking off there: this site promises that nobody is followed.',
      ),
    );
  } else findings.push(good(`Letters from ${known.name} follow nobody`));
  return findings;
}
