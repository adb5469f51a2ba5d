import { sendNextBatch } from '@/lib/mail/send.ts';

/** A worker that sends letters and does nothing else, from the word on until it is killed or told to leave. */
process.once('message', async () => {
  process.once('disconnect', () => process.exit(0));
  for (;;) {
    const sent = await sendNextBatch().catch(() => false);
    if (!sent) await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
process.send?.('ready');
