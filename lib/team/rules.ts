import { type Role, roles } from '@/db/schema/team.ts';

export { type Role, roles };

/** Who may read a place (GET) and act in it (POST). `fresh`: acting asks for the second factor again (AD-08). */
export interface Rule {
  readonly GET?: readonly Role[];
  readonly POST?: readonly Role[];
  readonly fresh?: true;
}

const everyone: readonly Role[] = ['owner', 'editor', 'translator', 'moderator', 'analyst', 'partner'];
const owner: readonly Role[] = ['owner'];
const writers: readonly Role[] = ['owner', 'editor'];
const wordsmiths: readonly Role[] = ['owner', 'editor', 'translator'];
const guards: readonly Role[] = ['owner', 'moderator'];

/**
 * Every place of a coalition's panel, by its route. The door looks its rule up here, and the matrix test walks all
 * routes of the build × roles × coalitions: a route without a rule fails it (AD-01). What a role sees inside a place
 * (a partner its own share) is the room's business.
 */
export const rules = {
  '/team/[coalition]': { GET: everyone },
  '/team/[coalition]/description': { GET: owner, POST: owner },
  '/team/[coalition]/logo': { GET: owner, POST: owner },
  '/team/[coalition]/logo/picture': { GET: everyone },
  '/team/[coalition]/logo/removal': { POST: owner },
  '/team/[coalition]/partners': { GET: everyone, POST: owner },
  '/team/[coalition]/partners/[partner]': { GET: ['owner', 'partner'], POST: ['owner', 'partner'] },
  '/team/[coalition]/partners/[partner]/leaving': {
    GET: ['owner', 'partner'],
    POST: ['owner', 'partner'],
    fresh: true,
  },
  '/team/[coalition]/partners/[partner]/lead': { GET: owner, POST: owner, fresh: true },
  // A partner's member brings colleagues of its own partner, and nobody else does once it has people (lib/team/voice.ts).
  '/team/[coalition]/members': { GET: everyone, POST: ['owner', 'partner'], fresh: true },
  '/team/[coalition]/members/[member]': { GET: owner, POST: owner, fresh: true },
  '/team/[coalition]/members/[member]/removal': { GET: everyone, POST: everyone, fresh: true },
  '/team/[coalition]/invitations/[invitation]/removal': { POST: owner },
  '/team/[coalition]/campaigns': { GET: wordsmiths, POST: writers },
  '/team/[coalition]/campaigns/[campaign]': { GET: wordsmiths, POST: writers },
  '/team/[coalition]/campaigns/[campaign]/publication': { POST: writers },
  '/team/[coalition]/campaigns/[campaign]/record': { GET: wordsmiths, POST: writers },
  '/team/[coalition]/campaigns/[campaign]/record/[line]': { GET: wordsmiths, POST: wordsmiths },
  '/team/[coalition]/campaigns/[campaign]/record/[line]/removal': { GET: writers, POST: writers },
  '/team/[coalition]/campaigns/[campaign]/record/[line]/place': { POST: writers },
  '/team/[coalition]/campaigns/[campaign]/record/[line]/restoration': { POST: writers },
  '/team/[coalition]/petitions': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]': { GET: everyone },
  '/team/[coalition]/petitions/[petition]/text': { GET: wordsmiths, POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/text/preview': { POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/text/presence': { POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/text/history': { GET: wordsmiths },
  '/team/[coalition]/petitions/[petition]/settings': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/privacy': { GET: owner, POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/sealing': { GET: owner },
  '/team/[coalition]/petitions/[petition]/sealing/archive': { GET: owner },
  '/team/[coalition]/petitions/[petition]/sealing/holder': { POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/sealing/keys': { POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/sealing/keys/[key]': { GET: owner, POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/sealing/keys/[key]/approval': { POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/versions': { GET: everyone, POST: writers },
  '/team/[coalition]/petitions/[petition]/versions/[version]': { GET: everyone },
  '/team/[coalition]/petitions/[petition]/versions/[version]/endorsement': { GET: ['partner'], POST: ['partner'] },
  '/team/[coalition]/petitions/[petition]/versions/[version]/publication': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/versions/[version]/publication/removal': { POST: writers },
  '/team/[coalition]/petitions/[petition]/closing': { GET: owner, POST: owner },
  '/team/[coalition]/petitions/[petition]/signatures': { GET: guards, POST: guards },
  '/team/[coalition]/petitions/[petition]/signals': { GET: guards, POST: guards },
  '/team/[coalition]/petitions/[petition]/invalidations': { GET: guards, POST: guards },
  '/team/[coalition]/petitions/[petition]/invalidations/new': { GET: guards, POST: guards },
  '/team/[coalition]/petitions/[petition]/invalidations/[run]': { GET: guards, POST: guards },
  '/team/[coalition]/petitions/[petition]/exports': {
    GET: ['owner', 'analyst', 'partner'],
    POST: ['owner', 'analyst', 'partner'],
    fresh: true,
  },
  '/team/[coalition]/petitions/[petition]/exports/[export]': { GET: ['owner', 'analyst', 'partner'] },
  '/team/[coalition]/petitions/[petition]/exports/[export]/approval': { GET: owner, POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/exports/[export]/file': {
    POST: ['owner', 'analyst', 'partner'],
    fresh: true,
  },
  '/team/[coalition]/petitions/[petition]/deliveries': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/deliveries/[delivery]': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/removal': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/packs': { POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/packs/[pack]/file': { POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/record': { GET: owner, POST: owner, fresh: true },
  '/team/[coalition]/petitions/[petition]/deliveries/[delivery]/answer': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/updates': { GET: wordsmiths, POST: writers },
  '/team/[coalition]/petitions/[petition]/updates/[update]': { GET: wordsmiths, POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/updates/[update]/preview': { POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/updates/[update]/letter': { POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/updates/[update]/publication': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/updates/[update]/sending': { POST: writers },
  '/team/[coalition]/petitions/[petition]/updates/[update]/removal': { GET: writers, POST: writers },
  '/team/[coalition]/petitions/[petition]/links': {
    GET: ['owner', 'editor', 'analyst', 'partner'],
    POST: ['owner', 'editor', 'partner'],
  },
  '/team/[coalition]/petitions/[petition]/links/[code]/qr': { GET: ['owner', 'editor', 'analyst', 'partner'] },
  '/team/[coalition]/petitions/[petition]/words': { GET: wordsmiths, POST: wordsmiths },
  '/team/[coalition]/petitions/[petition]/embed': { GET: everyone },
  '/team/[coalition]/petitions/[petition]/letters': { GET: guards, POST: guards },
  '/team/[coalition]/letters': { GET: guards },
  '/team/[coalition]/audit': { GET: owner },
  '/team/[coalition]/audit/file': { POST: owner, fresh: true },
  '/team/[coalition]/switches': { GET: guards, POST: guards },
  '/team/[coalition]/switches/closing': { GET: owner, POST: owner, fresh: true },
  '/team/[coalition]/switches/keys': { GET: owner, POST: owner, fresh: true },
} as const satisfies Readonly<Record<string, Rule>>;

export type TeamRoute = keyof typeof rules;

export const ruleOf = (route: TeamRoute): Rule => rules[route];

export const mayRead = (route: TeamRoute, role: Role): boolean => ruleOf(route).GET?.includes(role) ?? false;
export const mayAct = (route: TeamRoute, role: Role): boolean => ruleOf(route).POST?.includes(role) ?? false;
