// Keeps the number, the bar and "as of" of a petition page live. An extra of 3 KB at most: the page is whole
// without it. It stops while the page is hidden, so that it costs a phone nothing.
(() => {
  const block = document.getElementById('count');
  if (!block?.dataset.stream) return;
  const { locale, stream: url } = block.dataset;
  /** @type {Record<string, string>} */
  const words = JSON.parse(block.dataset.words || '{}');
  const number = new Intl.NumberFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23', timeZone: 'UTC' });
  /** @param {string} name */
  const part = (name) => block.querySelector(`[data-live=${name}]`);
  /** @param {string} name @param {string} text */
  const write = (name, text) => {
    const element = part(name);
    if (element && element.textContent !== text) element.textContent = text;
  };

  /** @param {{ count: number, goal: number, as_of: string }} news */
  const show = (news) => {
    const [count, goal] = [number.format(news.count), number.format(news.goal)];
    write('count', count);
    write('words', words[plural.select(news.count)] || words.other || '');
    write('goal', goal);
    write('as-of', time.format(new Date(news.as_of)));
    part('as-of')?.setAttribute('datetime', news.as_of);
    const bar = part('bar');
    bar?.setAttribute('aria-label', (block.dataset.progress || '').replace('{0}', count).replace('{1}', goal));
    bar?.setAttribute('max', String(news.goal));
    bar?.setAttribute('value', String(Math.min(news.count, news.goal)));
    part('reload')?.setAttribute('hidden', '');
  };

  /** @type {EventSource | undefined} */
  let stream;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stop = () => {
    stream?.close();
    stream = undefined;
    clearTimeout(timer);
  };

  // Where there is no stream to be had, the number is asked for: every 15 s, and less often when that fails.
  const poll = async (pause = 15) => {
    stop();
    let next = Math.min(pause * 2, 300);
    try {
      const answer = await fetch(url.replace(/stream$/, 'count'));
      if (answer.ok) {
        show(await answer.json());
        next = 15;
      } else next = Math.max(next, Number(answer.headers.get('retry-after')) || 0);
    } catch {
      part('reload')?.removeAttribute('hidden');
    }
    if (!document.hidden && !stream) timer = setTimeout(poll, next * (900 + Math.random() * 200), next);
  };

  const follow = () => {
    stop();
    if (document.hidden) return;
    if (!window.EventSource) return poll();
    stream = new EventSource(url);
    stream.addEventListener('count', (event) => {
      clearTimeout(timer);
      show(JSON.parse(event.data));
    });
    // A browser comes back to a stream that broke by itself; one that was refused stays closed.
    stream.addEventListener('error', () => stream?.readyState === 2 && poll());
    // Some proxies hold a stream back.
    timer = setTimeout(poll, 10_000);
  };
  document.addEventListener('visibilitychange', follow);
  follow();
})();
