// Buttons that copy a link. Without this script they stay hidden, and the link is there to select.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  button.hidden = false;
  const said = document.getElementById(button.getAttribute('aria-describedby') || '');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy || '');
    if (!said) return;
    said.textContent = button.dataset.done || '';
    setTimeout(() => {
      said.textContent = '';
    }, 4_000);
  });
}
