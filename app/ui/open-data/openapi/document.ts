import { defaultLocale } from '@/lib/i18n/locales.ts';
import { API_AT_MOST } from '@/lib/rate-limit/limits.ts';
import { aboutPath, apiPath } from '@/lib/urls.ts';
import { paths } from './operations.ts';
import { schemas } from './schemas.ts';

/** The public JSON, told to machines. `origin`: the one under which the asker reaches the site. */
export const describeApi = (origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'Undersigned: public numbers',
    version: '1.0.0',
    description: `Open data of a petition site. Nothing here says who signed. ${API_AT_MOST.most} requests in ${API_AT_MOST.seconds / 60} minutes from one source.`,
    license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
  },
  externalDocs: { description: 'For people', url: origin + aboutPath(defaultLocale, 'data') },
  servers: [{ url: origin + apiPath }],
  tags: [
    { name: 'read', description: 'Open to every site (CORS), nothing asked of the reader' },
    { name: 'sign', description: 'For servers of organisations' },
  ],
  paths,
  components: { schemas },
});
