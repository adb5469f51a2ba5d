/** What happened to those who began, all days together. */
export interface FunnelFacts {
  readonly attempted: number;
  /** Letters that the provider took: those to confirm by, and those to people who had signed already. */
  readonly handedOver: number;
  readonly repeated: number;
  /** Letters that were given up. */
  readonly dead: number;
  /** Addresses that do not exist, by the provider's word, of those who did not confirm. */
  readonly bounced: number;
  /** Addresses that were confirmed, and bounced later. Their signatures count. */
  readonly bouncedAfter: number;
  readonly confirmed: number;
  readonly withdrawn: number;
  readonly invalidated: number;
}

export const funnelSteps = ['attempted', 'handed-over', 'confirmed', 'counted'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

export interface FunnelRow {
  readonly step: FunnelStep;
  readonly count: number;
  /** Part of the step before that came this far, 0 to 1; null where the step before says nothing about it. */
  readonly rate: number | null;
}

/** What a weak step hints at. */
export type Weakness = 'letters' | 'confirming' | 'withdrawn' | 'invalidated';

export interface Funnel extends FunnelFacts {
  readonly rows: readonly FunnelRow[];
  /** The step that loses most of what it usually keeps; null where none stands out, or too few came to say. */
  readonly weak: { readonly step: FunnelStep; readonly hint: Weakness } | null;
}

/** Rates that a healthy petition keeps. */
const USUAL: Readonly<Record<FunnelStep, number>> = {
  attempted: 0,
  'handed-over': 0.97,
  confirmed: 0.6,
  counted: 0.95,
};

/** Fewer than this at a step are chance, not a weakness. */
const ENOUGH = 20;

export function buildFunnel(facts: FunnelFacts): Funnel {
  const { attempted, confirmed, handedOver, invalidated, repeated, withdrawn } = facts;
  const rows: FunnelRow[] = [
    { step: 'attempted', count: attempted, rate: null },
    { step: 'handed-over', count: handedOver, rate: rateOf(handedOver, attempted) },
    // Who had signed already cannot confirm again.
    { step: 'confirmed', count: confirmed, rate: rateOf(confirmed, handedOver - repeated) },
    {
      step: 'counted',
      count: confirmed - withdrawn - invalidated,
      rate: rateOf(confirmed - withdrawn - invalidated, confirmed),
    },
  ];
  return { ...facts, rows, weak: findWeakStep(rows, facts) };
}

/** More than all means that counting began between the two: nothing is said then. */
const rateOf = (part: number, whole: number): number | null => (whole > 0 && part <= whole ? part / whole : null);

function findWeakStep(rows: readonly FunnelRow[], facts: FunnelFacts): Funnel['weak'] {
  const bases = [0, facts.attempted, facts.handedOver - facts.repeated, facts.confirmed];
  const short = rows
    .map(({ rate, step }, n) => ({
      step,
      // Of what this step usually keeps, the part that is missing.
      missing: rate === null || (bases[n] ?? 0) < ENOUGH ? 0 : (USUAL[step] - rate) / USUAL[step],
    }))
    .filter(({ missing }) => missing > 0)
    .sort((a, b) => b.missing - a.missing);
  const step = short[0]?.step;
  return step ? { step, hint: hintFor(step, facts) } : null;
}

function hintFor(step: FunnelStep, { invalidated, withdrawn }: FunnelFacts): Weakness {
  if (step === 'handed-over') return 'letters';
  if (step === 'confirmed') return 'confirming';
  return invalidated > withdrawn ? 'invalidated' : 'withdrawn';
}
