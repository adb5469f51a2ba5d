import { formatDay, formatTime } from '@/lib/i18n/format.ts';
import { fingerprintOf } from '@/lib/keys/age.ts';
import type { Petition } from '@/lib/petition/read.ts';
import { comingKey, keyInUse } from '@/lib/petition/sealing.ts';
import type { Visit } from '../frame.tsx';

interface SealingNoteProps {
  readonly petition: Petition;
  readonly now: Date;
  readonly visit: Visit;
}

/** Which key a sealed petition's signers are sealed to: everybody can compare it, so that nobody can swap it unseen. */
export function SealingKeyNote({ now, petition, visit: { say } }: SealingNoteProps) {
  const key = petition.privacyMode === 'sealed' && keyInUse(petition.sealingKeys, now);
  if (!key) return null;
  return (
    <p className="soft">
      {say('sealing.key')} <Fingerprint recipient={key.recipient} />
    </p>
  );
}

/** AD-11: a change is told as soon as it is decided, 72 hours before the new key is used. */
export function SealingChangeBanner({ now, petition, visit: { locale, say } }: SealingNoteProps) {
  const key = petition.privacyMode === 'sealed' && comingKey(petition.sealingKeys, now);
  if (!key) return null;
  const when = { day: formatDay(locale, key.activeFrom), time: formatTime(locale, key.activeFrom) };
  return (
    <p className="note">
      <strong>{say('sealing.change', when)}</strong> <Fingerprint recipient={key.recipient} />
      <br />
      {say('sealing.change.ask')}
    </p>
  );
}

export const Fingerprint = ({ recipient }: { recipient: string }) => (
  <span className="hash" dir="ltr">
    {fingerprintOf(recipient)}
  </span>
);
