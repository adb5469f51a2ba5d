// Keeps the big number of a petition's dashboard live, from the public stream. An extra: the page is whole without.
(() => {
  const block = document.getElementById('numbers-now');
  const number = block?.querySelector('[data-live=count]');
  const bar = block?.querySelector('progress');
  const url = block?.dataset.stream;
  if (!block || !number || !url || !window.EventSource) return;
  const format = new Intl.NumberFormat(block.dataset.locale);

  /** @type {EventSource | undefined} */
  let stream;
  const follow = () => {
    stream?.close();
    stream = undefined;
    if (document.hidden) return;
    stream = new EventSource(url);
    stream.addEventListener('count', (event) => {
      const { count } = JSON.parse(event.data);
      number.textContent = format.format(count);
      if (bar) bar.value = Math.min(count, bar.max);
    });
  };
  document.addEventListener('visibilitychange', follow);
  follow();
})();
