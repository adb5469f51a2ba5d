import type { Locale } from './i18n/locales.ts';
import type { Token } from './token.ts';

/** Slugs are plain by a check of the database; anything else names nothing and is not looked up. */
export const isSlug = (segment: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(segment);

export const homePath = (locale: Locale) => `/${locale}`;
export const openPetitionsPath = (locale: Locale) => `/${locale}?state=open`;
export const campaignPath = (locale: Locale, slug: string) => `/${locale}/campaigns/${slug}`;
export const petitionPath = (locale: Locale, slug: string) => `/${locale}/petitions/${slug}`;
export const partnerPath = (locale: Locale, slug: string, partner: string) =>
  `${petitionPath(locale, slug)}/with/${partner}`;
export const signaturesPath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/signatures`;
export const sentPath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/sent`;
export const withdrawnPath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/withdrawn`;
export const updatesPath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/updates`;
export const updatePath = (locale: Locale, slug: string, number: number) => `${updatesPath(locale, slug)}/${number}`;
/** A hand-over to the addressee, on record. */
export const deliveredPath = (locale: Locale, slug: string, number: number) =>
  `${petitionPath(locale, slug)}/deliveries/${number}`;
export const signaturePath = (locale: Locale, token: Token) => `/${locale}/signatures/${token}`;
export const confirmationPath = (locale: Locale, token: Token) => `${signaturePath(locale, token)}/confirmation`;
export const withdrawalPath = (locale: Locale, token: Token) => `${signaturePath(locale, token)}/withdrawal`;
export const erasurePath = (locale: Locale, token: Token) => `${signaturePath(locale, token)}/erasure`;
export const receiptPath = (locale: Locale, token: Token) => `${signaturePath(locale, token)}/receipt`;
export const followingPath = (locale: Locale, token: Token) => `${signaturePath(locale, token)}/following`;
/** Leads on to an update's public page; letters that name nothing carry it. */
export const newsPath = (locale: Locale, token: Token, number: number | string) =>
  `${followingPath(locale, token)}/news/${number}`;
export const refusalPath = (locale: Locale, token: Token) => `${signaturePath(locale, token)}/refusal`;
/** Where lifting a block ends: the link itself is spent by then. */
export const liftedPath = (locale: Locale) => `/${locale}/signatures/lifted`;
/** Where a form asks for a letter that was lost. */
export const resendPath = (locale: Locale) => `/${locale}/signatures/resend`;
export type AboutTopic = 'privacy' | 'count' | 'accessibility' | 'security' | 'data';
export const aboutPath = (locale: Locale, topic: AboutTopic) => `/${locale}/about/${topic}`;
export const securityTextPath = '/.well-known/security.txt';
/** All the ways to pass a petition on, and those on paper. */
export const sharePagePath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/share`;
export const posterPath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/poster`;
const withCode = (code: string) => (code ? `?share=${code}` : '');
export const posterPdfPath = (locale: Locale, slug: string, code: string) =>
  `${petitionPath(locale, slug)}/poster.pdf${withCode(code)}`;
export const tearOffPath = (locale: Locale, slug: string, code: string) =>
  `${petitionPath(locale, slug)}/tear-off.pdf${withCode(code)}`;
export const qrPath = (slug: string, form: 'svg' | 'png', code: string) =>
  `/petitions/${slug}/qr.${form}${withCode(code)}`;
export const sharePath = (code: string) => `/s/${code}`;

/** The public JSON (product.md §4). */
export const apiPath = '/api/v1';
export const openApiPath = `${apiPath}/openapi.json`;
export const apiPetitionsPath = `${apiPath}/petitions`;
export const apiPetitionPath = (slug: string) => `${apiPetitionsPath}/${slug}`;
export const countPath = (slug: string) => `${apiPetitionPath(slug)}/count`;
export const dailyPath = (slug: string) => `${apiPetitionPath(slug)}/daily`;
export const dailyTablePath = (slug: string) => `${apiPetitionPath(slug)}/daily.csv`;
export const streamPath = (slug: string) => `${apiPetitionPath(slug)}/stream`;
export const apiSignaturesPath = (slug: string) => `${apiPetitionPath(slug)}/signatures`;

/** Atom. The language is a wish: what has no text in it comes in another, and says so. */
export const feedPath = (language: string) => `/feed.xml?lang=${language}`;
export const petitionFeedPath = (slug: string, language: string) => `/petitions/${slug}/feed.xml?lang=${language}`;

export const embedPath = (slug: string) => `/embed/${slug}`;

/** How a petition's count is checked: the log, its witnesses, removals. */
export const logPath = (locale: Locale, slug: string) => `${petitionPath(locale, slug)}/log`;
/** A petition's pictures; `language` of the texts it has. */
export const cardPath = (slug: string, language: string) => `/petitions/${slug}/card.png?lang=${language}`;
/** What outsiders check this site with (app/verify). */
export const programPath = (name: 'verifier.html' | 'undersigned-verify.mjs') => `/verify/${name}`;
export const programSumsPath = '/verify/SHA256SUMS';
export const checkpointPath = '/log/checkpoint';
export const logoPath = (coalition: string) => `/coalitions/${coalition}/logo.png`;

/** The organisers' panel. */
export const teamPath = '/team';
export const accountPath = '/team/account';
export const accountCodesPath = `${accountPath}/codes`;
export const accountPasskeysPath = `${accountPath}/passkeys`;
export const recoveryCodesPath = `${accountPath}/recovery-codes`;
export const accountSessionsPath = `${accountPath}/sessions`;
export const signInPath = '/sign-in';
export const signInSentPath = '/sign-in/sent';
export const signInLinkPath = (token: Token) => `/sign-in/links/${token}`;
export const invitationPath = (token: Token) => `/sign-in/invitations/${token}`;
export const secondFactorPath = '/sign-in/second-factor';
export const enrolmentPath = '/sign-in/enrolment';
export const enrolmentCodesPath = `${enrolmentPath}/codes`;
export const enrolmentPasskeysPath = `${enrolmentPath}/passkeys`;
export const acceptancePath = (token: Token) => `${invitationPath(token)}/acceptance`;
export const decliningPath = (token: Token) => `${invitationPath(token)}/refusal`;
export const declinedPath = '/sign-in/declined';
export const coalitionPath = (coalition: string) => `${teamPath}/${coalition}`;
export const auditPath = (coalition: string) => `${coalitionPath(coalition)}/audit`;
export const ownAuditPath = `${accountPath}/audit`;
export const teamCampaignPath = (coalition: string, campaign: string) =>
  `${coalitionPath(coalition)}/campaigns/${campaign}`;
export const teamPetitionPath = (coalition: string, petition: string) =>
  `${coalitionPath(coalition)}/petitions/${petition}`;
export const sealingPath = (coalition: string, petition: string) => `${teamPetitionPath(coalition, petition)}/sealing`;
export const sealingKeyPath = (coalition: string, petition: string, key: string) =>
  `${sealingPath(coalition, petition)}/keys/${key}`;
export const exportsPath = (coalition: string, petition: string) => `${teamPetitionPath(coalition, petition)}/exports`;
export const exportPath = (coalition: string, petition: string, id: string) =>
  `${exportsPath(coalition, petition)}/${id}`;
export const deliveriesPath = (coalition: string, petition: string) =>
  `${teamPetitionPath(coalition, petition)}/deliveries`;
export const deliveryPath = (coalition: string, petition: string, id: string) =>
  `${deliveriesPath(coalition, petition)}/${id}`;
export const teamPartnerPath = (coalition: string, partner: string) =>
  `${coalitionPath(coalition)}/partners/${partner}`;
export const teamLinksPath = (coalition: string, petition: string) => `${teamPetitionPath(coalition, petition)}/links`;
export const teamWordsPath = (coalition: string, petition: string) => `${teamPetitionPath(coalition, petition)}/words`;
export const teamEmbedPath = (coalition: string, petition: string) => `${teamPetitionPath(coalition, petition)}/embed`;
export const teamLettersPath = (coalition: string, petition: string) =>
  `${teamPetitionPath(coalition, petition)}/letters`;
export const coalitionLettersPath = (coalition: string) => `${coalitionPath(coalition)}/letters`;
export const teamLinkQrPath = (coalition: string, petition: string, code: string) =>
  `${teamLinksPath(coalition, petition)}/${code}/qr`;

/** What a coalition manages of itself. */
export const foundingPath = '/team/founding';
export const descriptionPath = (coalition: string) => `${coalitionPath(coalition)}/description`;
export const teamLogoPath = (coalition: string) => `${coalitionPath(coalition)}/logo`;
export const teamPartnersPath = (coalition: string) => `${coalitionPath(coalition)}/partners`;
export const teamMembersPath = (coalition: string) => `${coalitionPath(coalition)}/members`;
export const teamMemberPath = (coalition: string, member: string) => `${teamMembersPath(coalition)}/${member}`;
export const teamInvitationPath = (coalition: string, invitation: string) =>
  `${coalitionPath(coalition)}/invitations/${invitation}`;
export const teamCampaignsPath = (coalition: string) => `${coalitionPath(coalition)}/campaigns`;
export const teamPetitionsPath = (coalition: string) => `${coalitionPath(coalition)}/petitions`;
export const recordPath = (coalition: string, campaign: string) => `${teamCampaignPath(coalition, campaign)}/record`;
export const recordLinePath = (coalition: string, campaign: string, line: string) =>
  `${recordPath(coalition, campaign)}/${line}`;

/** Every letter, for those who work on them: in development alone. */
export const galleryPath = '/letters';
export const sampleLetterPath = (letter: string, language: Locale) => `${galleryPath}/${letter}/${language}`;
export const letterSheetPath = (letter: string, language: Locale, scheme: 'light' | 'dark') =>
  `${sampleLetterPath(letter, language)}/sheet?scheme=${scheme}`;
