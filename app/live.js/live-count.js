// Keeps the number, the bar and "as of" of a petition page live. An extra: at most 3 KB, own origin, and the
// page is whole without it. It stops while the page is hidden, so that it costs a phone nothing.
(() => {
  const block = document.getElementById('count');
  if (!block || !window.EventSource || !block.dataset.stream) return;
  const url = block.dataset.stream;
  const locale = block.dataset.locale;
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
    write('count', number.format(news.count));
    write('words', words[plural.select(news.count)] || words.other || '');
    write('goal', number.format(news.goal));
    write('as-of', time.format(new Date(news.as_of)));
    part('as-of')?.setAttribute('datetime', news.as_of);
    const progress = (block.dataset.progress || '')
      .replace('{0}', number.format(news.count))
      .replace('{1}', number.format(news.goal));
    part('bar')?.setAttribute('aria-label', progress);
    part('bar')?.setAttribute('max', String(news.goal));
    part('bar')?.setAttribute('value', String(Math.min(news.count, news.goal)));
  };

  /** @type {EventSource | undefined} */
  let stream;
  const follow = () => {
    stream?.close();
    stream = undefined;
    if (document.hidden) return;
    stream = new EventSource(url);
    stream.addEventListener('count', (event) => show(JSON.parse(event.data)));
  };
  document.addEventListener('visibilitychange', follow);
  follow();
})();
