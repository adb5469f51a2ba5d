import { readFileSync } from 'node:fs';
import type { Member } from '@/lib/team/members.ts';
import { fillPath, namesIn, type Panel } from './panel.ts';
import { decreeSlug } from './signer.ts';

/** The routes of the build, which is what answers; not what the source says. */
export function readRoutes(): string[] {
  const manifest = JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8')) as Record<string, string>;
  return Object.values(manifest);
}

const nobody = 'A'.repeat(43);

/** What stands in public paths; `token` leads to a signature that a test made. */
const publicValues = (token: string): Record<string, string> => ({
  locale: 'en',
  topic: 'privacy',
  code: 'k7m2qa',
  number: '1',
  letter: 'confirm-signature',
  language: 'en',
  partner: 'three-cities',
  script: 'copy.js',
  file: 'SHA256SUMS',
  token,
  '...path': 'nothing/at/all',
});

/** A path that leads somewhere, for every route of the build. */
export async function fillRoute(route: string, token: string, panel: Panel, member: Member): Promise<string> {
  if (route.startsWith('/team/[coalition]')) return fillPath(route, panel, member);
  const values: Record<string, string> = {
    ...publicValues(route.startsWith('/sign-in') ? nobody : token),
    slug: slugFor(route, panel),
    passkey: panel.invitation,
    session: panel.invitation,
  };
  return route.replace(/\[([\w.]+)\]/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`No path can be made of ${route}: e2e/support/routes.ts has no value for [${name}].`);
    return value;
  });
}

function slugFor(route: string, panel: Panel): string {
  if (route.startsWith('/coalitions/')) return panel.slug;
  return route.includes('/campaigns/') ? 'end-mobilisation-by-decree' : decreeSlug;
}

export const isOfPanel = (route: string): boolean => /^\/(team|sign-in)(\/|$)/.test(route);
export const hasNames = (route: string): boolean => namesIn(route).length > 0;
