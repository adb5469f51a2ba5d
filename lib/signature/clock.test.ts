import { currentTime } from '@/db/clock.ts';
import { formOf } from '@/e2e/support/forms.ts';
import {
  closePetition,
  expect,
  letAttemptsAge,
  makePetition,
  sign,
  signAndReadLetter,
  test,
} from '@/e2e/support/world.ts';
import { readProof } from '../rate-limit/proof.ts';
import { linkTicket, petitionTicket, readLinkTicket } from '../rate-limit/ticket.ts';
import { confirmSignature } from './confirm.ts';

/** Does something on a machine whose own clock is this many hours off; the database's clock is right. */
async function whileClockIsOff(hours: number, act: () => Promise<void>): Promise<void> {
  const Right = Date;
  class Wrong extends Right {
    constructor(...given: [] | [number | string | Date]) {
      super(given.length === 0 ? Wrong.now() : given[0]);
    }
    static override now(): number {
      return Right.now() + hours * 3_600_000;
    }
  }
  globalThis.Date = Wrong as DateConstructor;
  try {
    await act();
  } finally {
    globalThis.Date = Right;
  }
}

for (const hours of [-26, 26]) {
  test(`VE-10: a clock that is ${hours} h off lets nothing expire early, and nothing live longer`, async () => {
    const petition = await makePetition();
    const [fresh, old, late] = [petition, await makePetition(), await makePetition()];
    const tokens = await Promise.all([fresh, old, late].map((place) => signAndReadLetter(place)));
    await letAttemptsAge(old, 7 * 24 + 1);
    await closePetition(late, 25);
    await whileClockIsOff(hours, async () => {
      expect(await Promise.all(tokens.map((token) => confirmSignature(token)))).toEqual([
        'confirmed',
        'unknown',
        'closed',
      ]);
      expect(await sign(petition)).toBe('accepted');
      const now = await currentTime();
      const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
      const form = formOf({ ticket: petitionTicket(petition.id, 2, now) });
      expect(await readProof(form, petition.id, after(3))).not.toBeNull();
      expect(await readProof(form, petition.id, after(7_201))).toBeNull();
      expect(readLinkTicket(linkTicket('a-link', now), 'a-link', after(2))).toBe('good');
    });
  });
}
