import type { Visit } from '../frame.tsx';
import { Checkers } from '../log/checkers.tsx';

/** With what a signer checks the file, and that neither it nor the address leaves the device for that. */
export function CheckReceipt({ visit }: { readonly visit: Visit }) {
  const { say } = visit;
  return (
    <section aria-labelledby="check">
      <h2 id="check">{say('receipt.check.title')}</h2>
      <p>{say('receipt.check.lead')}</p>
      <Checkers
        visit={visit}
        command={`node undersigned-verify.mjs ${visit.origin} --receipt undersigned.tlog-proof --address you@mail.example`}
      />
      <p className="soft">{say('receipt.check.history')}</p>
    </section>
  );
}
