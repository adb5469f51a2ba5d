import { languages } from './languages.js';
import deliveredEn from './messages/delivered.en.json' with { type: 'json' };
import siteEn from './messages/en.json' with { type: 'json' };
import logEn from './messages/log.en.json' with { type: 'json' };
import modeEn from './messages/mode.en.json' with { type: 'json' };
import shareEn from './messages/share.en.json' with { type: 'json' };
import accessEn from './messages/team/access.en.json' with { type: 'json' };
import auditEn from './messages/team/audit.en.json' with { type: 'json' };
import coalitionEn from './messages/team/coalition.en.json' with { type: 'json' };
import deliveryEn from './messages/team/delivery.en.json' with { type: 'json' };
import frameEn from './messages/team/frame.en.json' with { type: 'json' };
import lettersEn from './messages/team/letters.en.json' with { type: 'json' };
import numbersEn from './messages/team/numbers.en.json' with { type: 'json' };
import petitionEn from './messages/team/petition.en.json' with { type: 'json' };
import sealingEn from './messages/team/sealing.en.json' with { type: 'json' };
import signatureEn from './messages/team/signature.en.json' with { type: 'json' };
import updateEn from './messages/team/update.en.json' with { type: 'json' };
import versionEn from './messages/team/version.en.json' with { type: 'json' };

/** The words of the public pages and letters, and those of the panel by its parts. */
const english = {
  ...siteEn,
  ...logEn,
  ...modeEn,
  ...shareEn,
  ...deliveredEn,
  ...frameEn,
  ...accessEn,
  ...coalitionEn,
  ...petitionEn,
  ...versionEn,
  ...updateEn,
  ...numbersEn,
  ...lettersEn,
  ...signatureEn,
  ...sealingEn,
  ...auditEn,
  ...deliveryEn,
};

/** English gives the type: a key that it lacks does not compile. A test compares the other languages. */
export type MessageKey = keyof typeof english;

export type Catalogue = Readonly<Partial<Record<MessageKey, string>>>;

/** By language, all that there are (languages.js): a key that one lacks is said in English. */
export const catalogues: ReadonlyMap<string, Catalogue> = languages;

export { english };
