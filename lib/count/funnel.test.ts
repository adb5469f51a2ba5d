import { expect, test } from '@playwright/test';
import { buildFunnel, type FunnelFacts } from './funnel.ts';

const sound: FunnelFacts = {
  attempted: 1_000,
  handedOver: 995,
  repeated: 15,
  dead: 5,
  bounced: 0,
  bouncedAfter: 0,
  confirmed: 800,
  withdrawn: 4,
  invalidated: 6,
};
const funnel = (change: Partial<FunnelFacts>) => buildFunnel({ ...sound, ...change });

test('each step is told as a part of the step before, without those who had signed already', () => {
  const rates = funnel({}).rows.map(({ rate }) => rate && Math.round(rate * 1_000));
  expect(rates).toEqual([null, 995, 816, 988]);
  expect(funnel({}).weak).toBe(null);
});

test('the step that loses most of what it usually keeps is the weak one', () => {
  expect(funnel({ handedOver: 600, confirmed: 500 }).weak).toEqual({ step: 'handed-over', hint: 'letters' });
  expect(funnel({ confirmed: 200 }).weak).toEqual({ step: 'confirmed', hint: 'confirming' });
  expect(funnel({ withdrawn: 200 }).weak).toEqual({ step: 'counted', hint: 'withdrawn' });
  expect(funnel({ invalidated: 200 }).weak).toEqual({ step: 'counted', hint: 'invalidated' });
});

test('a handful of people is chance, and no people are no weakness', () => {
  const none = {
    attempted: 0,
    handedOver: 0,
    repeated: 0,
    dead: 0,
    bounced: 0,
    bouncedAfter: 0,
    confirmed: 0,
    withdrawn: 0,
    invalidated: 0,
  };
  expect(buildFunnel(none).weak).toBe(null);
  expect(buildFunnel({ ...none, attempted: 5, handedOver: 1 }).weak).toBe(null);
});

test('more at a step than at the one before says nothing of a rate', () => {
  expect(funnel({ attempted: 10, handedOver: 900 }).rows[1]).toMatchObject({ rate: null });
});
