// Spares a visitor the wait of the page that asks for proof: a worker solves its challenge, and the form goes on by
// itself. Where that cannot be, the page's own button does it.
(() => {
  const form = document.getElementById('proof');
  if (!(form instanceof HTMLFormElement) || !window.Worker || !window.isSecureContext) return;
  const field = form.elements.namedItem('work');
  if (!(field instanceof HTMLInputElement)) return;
  const challenge = JSON.parse(form.dataset.challenge || 'null');
  /** @param {boolean} isWorking */
  const show = (isWorking) => {
    form.querySelector('[data-wait]')?.toggleAttribute('hidden', isWorking);
    form.querySelector('[data-work]')?.toggleAttribute('hidden', !isWorking);
  };
  const worker = new Worker('/proof-worker.js');
  worker.onerror = () => show(false);
  worker.onmessage = ({ data: solution }) => {
    if (!solution || solution.error) return show(false);
    field.value = btoa(JSON.stringify({ challenge, solution }));
    form.submit();
  };
  show(true);
  worker.postMessage({ type: 'work', challenge, counterStart: 0, counterStep: 1 });
})();
