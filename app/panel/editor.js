// Saves a draft while it is written, shows it as it will look, and tells who else is writing. An extra: without it
// the form's own buttons do the same. What was typed stays in the page whatever the network does.
(() => {
  const found = document.getElementById('editor');
  if (!(found instanceof HTMLFormElement)) return;
  const form = found;
  const state = document.getElementById('save-state');
  const words = form.dataset;
  const PAUSE = 2000;
  const AGAIN = 5000;
  const HERE = 10_000;

  /** What is on the server, as far as we know. */
  let saved = typed().toString();
  let isSaving = false;
  /** A button that was pressed while a save was under way. @type {HTMLElement | null} */
  let pressed = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let previewTimer;

  function typed() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.set(name, String(value));
    fields.delete('revision');
    fields.delete('source_revision');
    return fields;
  }

  /** @param {string} name */
  const hidden = (name) => {
    const input = form.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input : null;
  };

  /** @param {string | undefined} sentence @param {{ link?: string, linkWords?: string, isAlarm?: boolean }} [more] */
  function say(sentence, { isAlarm = false, link, linkWords } = {}) {
    if (!state) return;
    state.className = isAlarm ? 'alarm' : 'soft';
    state.textContent = sentence ?? '';
    if (!link) return;
    const way = Object.assign(document.createElement('a'), { href: link, target: '_blank', textContent: linkWords });
    state.append(' ', way);
  }

  /** The name of the first field that is longer than it may ever be; such a text is not even sent. */
  function tooLong() {
    for (const field of form.querySelectorAll('[data-longest]')) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
      if (field.value.length > 2 * Number(field.dataset.longest) + 1000)
        return field.labels?.[0]?.textContent ?? field.name;
    }
    return null;
  }

  /** @param {string} url @param {URLSearchParams} body @param {string} accept */
  const post = (url, body, accept) =>
    fetch(url, { method: 'POST', body, headers: { accept }, redirect: 'manual', credentials: 'same-origin' });

  /** @param {number} wait */
  function saveIn(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    const now = typed().toString();
    if (isSaving || now === saved) return;
    const long = tooLong();
    if (long !== null) return say(words.tooLong?.replace('{field}', long), { isAlarm: true });
    isSaving = true;
    say(words.saving);
    try {
      const body = new URLSearchParams(now);
      body.set('revision', hidden('revision')?.value ?? '');
      body.set('source_revision', hidden('source_revision')?.value ?? '');
      await tell(await post(form.action, body, 'application/json'), now);
    } catch {
      say(words.away, { isAlarm: true });
      saveIn(AGAIN);
    }
    isSaving = false;
    if (pressed) return form.requestSubmit(pressed);
    if (typed().toString() !== now) saveIn(PAUSE);
  }

  /** @param {Response} answer @param {string} sent */
  async function tell(answer, sent) {
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    if (answer.ok && isJson) {
      const { revision } = await answer.json();
      const input = hidden('revision');
      if (input) input.value = String(revision);
      saved = sent;
      const format = { hour: '2-digit', minute: '2-digit', numberingSystem: 'latn' };
      // @ts-expect-error the options' names are right, and TypeScript widens their values
      const time = new Date().toLocaleTimeString(document.documentElement.lang, format);
      return say(words.saved?.replace('{time}', time));
    }
    if (isJson) {
      // Too late, or something in it cannot be taken: the next change tries again, and so does the button.
      const { link, linkWords, words: sentence } = await answer.json();
      return say(sentence, { isAlarm: true, link, linkWords });
    }
    say(answer.status === 401 || answer.type === 'opaqueredirect' ? words.signedOut : words.failed, { isAlarm: true });
    saveIn(AGAIN);
  }

  async function showPreview() {
    const place = document.getElementById('preview');
    if (!place || !words.preview || tooLong() !== null) return;
    try {
      const answer = await post(`${words.preview}&piece`, typed(), 'text/html');
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById('preview');
      if (fresh) place.replaceWith(document.adoptNode(fresh));
    } catch {
      // The preview waits for the network; the save says so.
    }
  }

  async function sayHere() {
    if (document.hidden || !words.presence) return;
    try {
      const answer = await post(words.presence, new URLSearchParams(), 'application/json');
      if (!answer.ok) return;
      const { words: sentence } = await answer.json();
      const place = document.getElementById('presence');
      if (!place || place.textContent === sentence) return;
      place.textContent = sentence;
      place.className = sentence ? 'note' : '';
    } catch {
      // The next time, ten seconds from now.
    }
  }

  form.addEventListener('input', () => {
    saveIn(PAUSE);
    clearTimeout(previewTimer);
    previewTimer = setTimeout(showPreview, 800);
  });
  form.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.formTarget === '_blank') return;
    const long = tooLong();
    if (long !== null) {
      // What is far too long would be lost on the way; here it stays.
      event.preventDefault();
      say(words.tooLong?.replace('{field}', long), { isAlarm: true });
      return;
    }
    clearTimeout(timer);
    if (isSaving && button) {
      // Two saves at once would be each other's conflict.
      event.preventDefault();
      pressed = button;
      return;
    }
    saved = typed().toString();
  });
  addEventListener('beforeunload', (event) => {
    if (typed().toString() !== saved) event.preventDefault();
  });
  addEventListener('online', save);
  setInterval(sayHere, HERE);
  // A page that came back with a problem or a conflict holds what is not saved.
  if (form.dataset.unsaved !== undefined) saved = '';
})();
