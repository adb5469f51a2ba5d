import type { Locale } from './locales.ts';
import siteAr from './messages/ar.json' with { type: 'json' };
import siteDe from './messages/de.json' with { type: 'json' };
import siteEn from './messages/en.json' with { type: 'json' };
import logAr from './messages/log.ar.json' with { type: 'json' };
import logDe from './messages/log.de.json' with { type: 'json' };
import logEn from './messages/log.en.json' with { type: 'json' };
import logRu from './messages/log.ru.json' with { type: 'json' };
import logUk from './messages/log.uk.json' with { type: 'json' };
import modeAr from './messages/mode.ar.json' with { type: 'json' };
import modeDe from './messages/mode.de.json' with { type: 'json' };
import modeEn from './messages/mode.en.json' with { type: 'json' };
import modeRu from './messages/mode.ru.json' with { type: 'json' };
import modeUk from './messages/mode.uk.json' with { type: 'json' };
import siteRu from './messages/ru.json' with { type: 'json' };
import accessAr from './messages/team/access.ar.json' with { type: 'json' };
import accessDe from './messages/team/access.de.json' with { type: 'json' };
import accessEn from './messages/team/access.en.json' with { type: 'json' };
import accessRu from './messages/team/access.ru.json' with { type: 'json' };
import accessUk from './messages/team/access.uk.json' with { type: 'json' };
import auditAr from './messages/team/audit.ar.json' with { type: 'json' };
import auditDe from './messages/team/audit.de.json' with { type: 'json' };
import auditEn from './messages/team/audit.en.json' with { type: 'json' };
import auditRu from './messages/team/audit.ru.json' with { type: 'json' };
import auditUk from './messages/team/audit.uk.json' with { type: 'json' };
import coalitionAr from './messages/team/coalition.ar.json' with { type: 'json' };
import coalitionDe from './messages/team/coalition.de.json' with { type: 'json' };
import coalitionEn from './messages/team/coalition.en.json' with { type: 'json' };
import coalitionRu from './messages/team/coalition.ru.json' with { type: 'json' };
import coalitionUk from './messages/team/coalition.uk.json' with { type: 'json' };
import frameAr from './messages/team/frame.ar.json' with { type: 'json' };
import frameDe from './messages/team/frame.de.json' with { type: 'json' };
import frameEn from './messages/team/frame.en.json' with { type: 'json' };
import frameRu from './messages/team/frame.ru.json' with { type: 'json' };
import frameUk from './messages/team/frame.uk.json' with { type: 'json' };
import lettersAr from './messages/team/letters.ar.json' with { type: 'json' };
import lettersDe from './messages/team/letters.de.json' with { type: 'json' };
import lettersEn from './messages/team/letters.en.json' with { type: 'json' };
import lettersRu from './messages/team/letters.ru.json' with { type: 'json' };
import lettersUk from './messages/team/letters.uk.json' with { type: 'json' };
import numbersAr from './messages/team/numbers.ar.json' with { type: 'json' };
import numbersDe from './messages/team/numbers.de.json' with { type: 'json' };
import numbersEn from './messages/team/numbers.en.json' with { type: 'json' };
import numbersRu from './messages/team/numbers.ru.json' with { type: 'json' };
import numbersUk from './messages/team/numbers.uk.json' with { type: 'json' };
import petitionAr from './messages/team/petition.ar.json' with { type: 'json' };
import petitionDe from './messages/team/petition.de.json' with { type: 'json' };
import petitionEn from './messages/team/petition.en.json' with { type: 'json' };
import petitionRu from './messages/team/petition.ru.json' with { type: 'json' };
import petitionUk from './messages/team/petition.uk.json' with { type: 'json' };
import sealingAr from './messages/team/sealing.ar.json' with { type: 'json' };
import sealingDe from './messages/team/sealing.de.json' with { type: 'json' };
import sealingEn from './messages/team/sealing.en.json' with { type: 'json' };
import sealingRu from './messages/team/sealing.ru.json' with { type: 'json' };
import sealingUk from './messages/team/sealing.uk.json' with { type: 'json' };
import signatureAr from './messages/team/signature.ar.json' with { type: 'json' };
import signatureDe from './messages/team/signature.de.json' with { type: 'json' };
import signatureEn from './messages/team/signature.en.json' with { type: 'json' };
import signatureRu from './messages/team/signature.ru.json' with { type: 'json' };
import signatureUk from './messages/team/signature.uk.json' with { type: 'json' };
import updateAr from './messages/team/update.ar.json' with { type: 'json' };
import updateDe from './messages/team/update.de.json' with { type: 'json' };
import updateEn from './messages/team/update.en.json' with { type: 'json' };
import updateRu from './messages/team/update.ru.json' with { type: 'json' };
import updateUk from './messages/team/update.uk.json' with { type: 'json' };
import versionAr from './messages/team/version.ar.json' with { type: 'json' };
import versionDe from './messages/team/version.de.json' with { type: 'json' };
import versionEn from './messages/team/version.en.json' with { type: 'json' };
import versionRu from './messages/team/version.ru.json' with { type: 'json' };
import versionUk from './messages/team/version.uk.json' with { type: 'json' };
import siteUk from './messages/uk.json' with { type: 'json' };

/** The words of the public pages and letters, and those of the panel by its parts. */
const english = {
  ...siteEn,
  ...logEn,
  ...modeEn,
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
};

/** English gives the type: a key that it lacks does not compile. A test compares the other languages. */
export type MessageKey = keyof typeof english;

export type Catalogue = Readonly<Partial<Record<MessageKey, string>>>;

export const catalogues: Readonly<Record<Locale, Catalogue>> = {
  en: english,
  ru: {
    ...siteRu,
    ...logRu,
    ...modeRu,
    ...frameRu,
    ...accessRu,
    ...coalitionRu,
    ...petitionRu,
    ...versionRu,
    ...updateRu,
    ...numbersRu,
    ...lettersRu,
    ...signatureRu,
    ...sealingRu,
    ...auditRu,
  },
  uk: {
    ...siteUk,
    ...logUk,
    ...modeUk,
    ...frameUk,
    ...accessUk,
    ...coalitionUk,
    ...petitionUk,
    ...versionUk,
    ...updateUk,
    ...numbersUk,
    ...lettersUk,
    ...signatureUk,
    ...sealingUk,
    ...auditUk,
  },
  de: {
    ...siteDe,
    ...logDe,
    ...modeDe,
    ...frameDe,
    ...accessDe,
    ...coalitionDe,
    ...petitionDe,
    ...versionDe,
    ...updateDe,
    ...numbersDe,
    ...lettersDe,
    ...signatureDe,
    ...sealingDe,
    ...auditDe,
  },
  ar: {
    ...siteAr,
    ...logAr,
    ...modeAr,
    ...frameAr,
    ...accessAr,
    ...coalitionAr,
    ...petitionAr,
    ...versionAr,
    ...updateAr,
    ...numbersAr,
    ...lettersAr,
    ...signatureAr,
    ...sealingAr,
    ...auditAr,
  },
};

export { english };
