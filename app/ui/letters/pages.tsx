import type { Call } from '@/app/ui/door.tsx';
import { html } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { settings } from '@/lib/env.ts';
import { readLocale } from '@/lib/i18n/locales.ts';
import { findSample, sampleLetters, writeSample } from '@/lib/mail/samples.ts';
import { type GalleryLetter, GalleryList, GalleryPage, inScheme } from './gallery.tsx';

type SampleCall = Call<{ letter: string; language: string }>;

export async function galleryList(request: Request): Promise<Response> {
  const letters = await Promise.all(
    sampleLetters.map(async ({ language, sample }) => ({
      sample,
      language,
      written: await writeSample(sample, language, settings().APP_URL),
    })),
  );
  return html(request, <GalleryList letters={letters} />);
}

export async function galleryPage(call: SampleCall): Promise<Response> {
  const letter = await readLetter(call);
  if (!letter) return faultPage(call.request, call.visit, 'not-found');
  return html(call.request, <GalleryPage {...letter} />, { framesItself: true });
}

/** A letter styles itself, so it may here what no page may; it runs nothing, loads nothing and is framed by us alone. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

export async function letterSheet(call: SampleCall): Promise<Response> {
  const letter = await readLetter(call);
  if (!letter) return faultPage(call.request, call.visit, 'not-found');
  const scheme = call.url.searchParams.get('scheme') === 'dark' ? 'dark' : 'light';
  return new Response(inScheme(letter.written.html, scheme), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': sheetPolicy,
    },
  });
}

async function readLetter({ params }: SampleCall): Promise<GalleryLetter | null> {
  const sample = findSample(params.letter);
  const language = readLocale(params.language);
  if (!sample || !language) return null;
  return { sample, language, written: await writeSample(sample, language, settings().APP_URL) };
}
