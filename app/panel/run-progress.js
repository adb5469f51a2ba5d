// Brings the numbers of a removal, or of letters, under way up to date, and the whole page once its stage is over.
(() => {
  const place = document.querySelector('[data-progress]');
  if (!place) return;
  const pause = 2000;
  // The page keeps its link to look again; a tab that was forgotten must not ask for ever.
  let looksLeft = 450;

  /** @param {Element} next */
  const replaceNumbers = (next) => {
    const [words, fresh] = [place, next].map((part) => part.querySelector('[role=status]'));
    if (words && fresh && words.textContent !== fresh.textContent) words.textContent = fresh.textContent;
    for (const name of ['max', 'value']) {
      const value = next.querySelector('progress')?.getAttribute(name);
      if (value) place.querySelector('progress')?.setAttribute(name, value);
    }
  };

  const lookAgain = async () => {
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-progress]');
    if (next?.getAttribute('data-progress') !== place.getAttribute('data-progress')) {
      location.replace(location.pathname);
      return;
    }
    replaceNumbers(next);
    lookLater();
  };

  const lookLater = () => {
    looksLeft -= 1;
    if (looksLeft > 0) setTimeout(() => lookAgain().catch(lookLater), pause);
  };

  lookLater();
})();
