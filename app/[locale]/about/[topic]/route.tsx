import { door } from '@/app/ui/door.tsx';
import { Frame, topics } from '@/app/ui/frame.tsx';
import { foundAbout } from '@/app/ui/head/pages.ts';
import { html } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { publishedLimits } from '@/app/ui/published-limits.ts';
import { renderMarkdown } from '@/lib/petition/markdown.ts';

export const GET = door<{ locale: string; topic: string }>(({ params, request, visit }) => {
  const topic = topics.find((known) => known === params.topic);
  if (!topic) return faultPage(request, visit, 'not-found');
  const title = visit.say(`about.${topic}.title`);
  // The page has no text between its h1 and these headings, so they stand one level up.
  const said = [
    visit.say(`about.${topic}.text`, publishedLimits()),
    ...(topic === 'count' ? [visit.say('about.count.log', { page: visit.say('log.title') })] : []),
    ...(topic === 'privacy' ? [visit.say('about.privacy.log'), visit.say('about.privacy.modes')] : []),
  ];
  const text = renderMarkdown(said.join('\n\n')).replace(/(<\/?)h3>/g, '$1h2>');
  const view = (
    <Frame visit={visit} title={title} found={foundAbout(topic, said[0] ?? '', visit)}>
      <div className="narrow">
        <h1>{title}</h1>
        <div dangerouslySetInnerHTML={{ __html: text }} />
      </div>
    </Frame>
  );
  return html(request, view, { cacheControl: 'public, max-age=300' });
});
