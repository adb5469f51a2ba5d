import { makePetition } from '@/e2e/support/petitions.ts';
import { taken } from '@/e2e/support/provider.ts';
import { newAddress } from '@/e2e/support/signers.ts';
import type { Row } from './rows.ts';
import { prepareSender } from './senders.ts';
import { openSite, percentile, postForms } from './visitors.ts';
import { fullestSecond, keepWorld, reconcile, untilDrained } from './world.ts';

const PER_SECOND = 50;

/**
 * EM-01 and EM-05: the provider hangs while people sign on the site in production mode, and comes back. The real
 * pauses are waited for: how long they are is part of what is measured.
 */
export const measureOutage = (seconds: number, rate: number): Promise<Row> =>
  keepWorld({ rate }, async ({ provider, sender: file }) => {
    provider.always(() => 'hang');
    const { slug } = await makePetition();
    const site = await openSite();
    const sender = await prepareSender(file);
    sender.start();
    const mailboxes = Array.from({ length: seconds * PER_SECOND }, () => newAddress());
    const answers = await postForms(site.appUrl, slug, mailboxes, PER_SECOND).finally(() => site.close());
    const accepted = mailboxes.filter((_, n) => answers[n]?.status === 303);
    const times = answers.map(({ milliseconds }) => milliseconds);
    const p95 = percentile(times, 0.95);
    const hung = provider.calls.length;
    provider.always(() => taken);
    const drained = await untilDrained();
    sender.kill();
    const fullest = fullestSecond(provider.times);
    const { dead, lost, twice } = await reconcile(accepted, provider);
    return {
      what: `a provider that hangs for ${seconds} s under ${PER_SECOND} forms/s over HTTP, then MAIL_RATE ${rate}`,
      came:
        `${accepted.length} of ${answers.length} answered with 303, p50 ${Math.round(percentile(times, 0.5))} ms, ` +
        `p95 ${Math.round(p95)} ms, p99 ${Math.round(percentile(times, 0.99))} ms while ${hung} calls hung; then drained in ` +
        `${Math.round(drained)} s by ${provider.calls.length} calls, ${fullest} in the fullest second: ` +
        `${lost} lost, ${dead} dead, ${twice} twice`,
      holds:
        accepted.length === answers.length && p95 <= 500 && lost === 0 && twice === 0 && dead === 0 && fullest <= rate,
    };
  });

/** EM-05: how long a letter waits between the form and the provider when all is well. */
export const measureHandover = (seconds: number, rate: number): Promise<Row> =>
  keepWorld({ rate }, async ({ provider, sender: file }) => {
    const { slug } = await makePetition();
    const site = await openSite();
    const sender = await prepareSender(file);
    sender.start();
    const mailboxes = Array.from({ length: seconds * PER_SECOND }, () => newAddress());
    const began = performance.now();
    const answers = await postForms(site.appUrl, slug, mailboxes, PER_SECOND).finally(() => site.close());
    const accepted = mailboxes.filter((_, n) => answers[n]?.status === 303);
    await untilDrained();
    sender.kill();
    const due = new Map(mailboxes.map((mailbox, n) => [mailbox, began + (n / PER_SECOND) * 1_000]));
    const waits = provider.calls.flatMap(({ letters }, n) =>
      letters.map(({ to }) => (provider.times[n] ?? 0) - (due.get(to) ?? 0)),
    );
    const p95 = percentile(waits, 0.95);
    const { dead, lost, twice } = await reconcile(accepted, provider);
    return {
      what: `${PER_SECOND} forms/s for ${seconds} s, MAIL_RATE ${rate}: from the form to the provider`,
      came: `${accepted.length} of ${answers.length} answered with 303; p50 ${(percentile(waits, 0.5) / 1_000).toFixed(1)} s, p95 ${(p95 / 1_000).toFixed(1)} s: ${lost} lost, ${dead} dead, ${twice} twice`,
      holds: accepted.length === answers.length && p95 <= 30_000 && lost === 0 && twice === 0 && dead === 0,
    };
  });
