import type { LocalText } from '@/db/columns.ts';
import type { ConsentOffered, LetterWording, PetitionEventKind, PrivacyMode } from '@/db/schema/petition.ts';
import type { RecordForm } from '@/db/schema/record.ts';
import type { ShareChannel } from '@/db/schema/share.ts';
import type { PetitionText } from './canonical.ts';
import type { SealingKey } from './sealing.ts';

/** What a petition is to everybody who reads it. Nothing of a signer stands in it. */

export interface PublishedText extends PetitionText {
  /** The body as HTML, safe to place as it is. */
  readonly html: string;
}

export interface TextVersion {
  readonly id: string;
  readonly version: number;
  readonly sha256: string;
  readonly publishedAt: Date;
  readonly texts: readonly PublishedText[];
}

export interface PetitionPartner {
  readonly id: string;
  readonly slug: string;
  readonly name: LocalText;
  readonly about: LocalText;
  readonly isLead: boolean;
  /** When it endorsed the version in force; null when it has not. */
  readonly endorsedAt: Date | null;
}

export interface RecordLine {
  readonly happenedOn: string;
  readonly who: LocalText;
  readonly form: RecordForm;
  readonly summary: LocalText;
  readonly source: LocalText;
  readonly sourceUrl: string | null;
  readonly actNumber: string | null;
  readonly publishedIn: string | null;
}

export interface Update {
  readonly number: number;
  readonly publishedAt: Date;
  readonly texts: readonly { readonly language: string; readonly title: string; readonly html: string }[];
}

/** A hand-over to the addressee that is on record. */
export interface Delivered {
  readonly number: number;
  readonly handedOverOn: string;
  readonly addressee: LocalText;
  readonly place: LocalText;
  readonly note: LocalText;
  readonly receivedBy: string;
  readonly reference: string;
  readonly count: number;
  /** How many names went with it; null when no pack did. */
  readonly names: number | null;
  /** Hex; null when no pack went with it. */
  readonly packSha256: string | null;
  readonly checkpoint: string | null;
  readonly answer: LocalText;
  readonly answeredOn: string | null;
}

/** What became of it after its publication, and why. */
export interface PetitionEvent {
  readonly kind: PetitionEventKind;
  readonly reason: LocalText;
  readonly at: Date;
}

export interface Petition {
  readonly id: string;
  readonly slug: string;
  readonly privacyMode: PrivacyMode;
  /** Of a sealed petition: what its signers are sealed to, the oldest first. */
  readonly sealingKeys: readonly SealingKey[];
  readonly goalSteps: readonly number[];
  readonly publishedAt: Date;
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
  /** Left the public list. */
  readonly archivedAt: Date | null;
  readonly consentsOffered: readonly ConsentOffered[];
  readonly letterWording: LetterWording;
  /** The language that its translations follow. */
  readonly sourceLanguage: string;
  /** Words of its own for where a link to it is shown; per language, and mostly none. */
  readonly cards: readonly { readonly language: string; readonly title: string; readonly text: string }[];
  /** What goes before its link when somebody passes it on; per language, and mostly none. */
  readonly shareWords: readonly { readonly language: string; readonly words: string }[];
  readonly changedAt: Date;
  readonly campaign: {
    readonly id: string;
    readonly slug: string;
    readonly title: LocalText;
    readonly goal: LocalText;
  };
  readonly coalition: {
    readonly slug: string;
    readonly name: LocalText;
    /** Set while the team has paused signing. */
    readonly signingPausedAt: Date | null;
    /** Said above every page of its petitions; null for nothing. */
    readonly banner: LocalText | null;
  };
  /** The version in force. */
  readonly text: TextVersion;
  readonly earlierTexts: readonly TextVersion[];
  readonly partners: readonly PetitionPartner[];
  readonly record: readonly RecordLine[];
  /** Newest first. */
  readonly updates: readonly Update[];
  /** Newest first. */
  readonly events: readonly PetitionEvent[];
  /** Newest first. */
  readonly deliveries: readonly Delivered[];
  readonly shareLinks: readonly {
    readonly code: string;
    readonly partnerId: string | null;
    readonly channel: ShareChannel;
  }[];
}
