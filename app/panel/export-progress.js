// Shows how far a list has come while it is being taken. An extra: the page has a link that looks again.
(() => {
  const region = () => document.getElementById('progress');
  let looks = 0;

  /** @param {Element} from @param {Element} to */
  const copyNumbers = (from, to) => {
    const [words, bar] = [to.querySelector('#going'), to.querySelector('progress')];
    if (words) words.textContent = from.querySelector('#going')?.textContent ?? '';
    if (bar) bar.value = from.querySelector('progress')?.value ?? bar.value;
  };

  const look = async () => {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } }).catch(() => null);
    if (!answer || answer.redirected || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('progress');
    const shown = region();
    if (!fresh || !shown) return;
    // Each new state is told aloud; the numbers in between change in silence.
    if (fresh.dataset.state === shown.dataset.state) copyNumbers(fresh, shown);
    else {
      shown.replaceChildren(...fresh.childNodes);
      shown.dataset.state = fresh.dataset.state ?? '';
    }
    looks += 1;
    // The list has arrived, or has not begun after a while: there is nothing more to look for.
    const isUnderWay = shown.dataset.state === 'going' || (shown.dataset.state === 'ready' && looks < 10);
    if (isUnderWay) setTimeout(look, 1_000);
  };

  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || !('take' in event.target.dataset)) return;
    looks = 0;
    setTimeout(look, 500);
  });
  if (region()?.dataset.state === 'going') setTimeout(look, 1_000);
})();
