// Puts a petition's frame behind its own script element and gives it the height that it asks for. It reads nothing of
// the page it stands on, sets no cookie and knows no reader.
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { origin } = new URL(script.src);
  const { accent, language, petition = '', share, theme, title = 'Undersigned' } = script.dataset;
  const wishes = new URLSearchParams();
  for (const [name, value] of Object.entries({ lang: language, theme, accent, share }))
    if (value) wishes.set(name, value);
  const frame = document.createElement('iframe');
  frame.src = `${origin}/embed/${encodeURIComponent(petition)}?${wishes}`;
  frame.title = title;
  frame.loading = 'lazy';
  frame.referrerPolicy = 'no-referrer';
  Object.assign(frame.style, { width: '100%', maxWidth: '32rem', height: '380px', border: '0' });
  addEventListener('message', ({ data, origin: from, source }) => {
    if (from !== origin || source !== frame.contentWindow || !Number.isFinite(data?.height)) return;
    frame.style.height = `${Math.min(2000, Math.max(100, Math.ceil(data.height)))}px`;
  });
  script.after(frame);
})();
