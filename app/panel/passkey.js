// Passkeys are the one thing of the panel that a browser does by script alone. Each part that asks for one names the
// field that takes the answer; the form around it is then sent like any other.
(() => {
  // webauthn.js, which stands before this script, leaves it there.
  const { browserSupportsWebAuthn, startAuthentication, startRegistration } = /** @type {any} */ (window)
    .SimpleWebAuthnBrowser;

  /** @type {(part: HTMLElement, form: HTMLFormElement) => Promise<void>} */
  const ask = async (part, form) => {
    const isProof = part.dataset.passkey === 'proof';
    const body = new URLSearchParams({ kind: isProof ? 'proof' : 'registration' });
    const answer = await fetch('/sign-in/challenges', { method: 'POST', body });
    // The second factor was shown too long ago: the form is sent as it is, and its answer asks for it.
    if (answer.status === 403) return form.submit();
    if (!answer.ok) throw new Error('No challenge.');
    const optionsJSON = await answer.json();
    const made = await (isProof ? startAuthentication({ optionsJSON }) : startRegistration({ optionsJSON }));
    const field = form.elements.namedItem(part.dataset.field ?? '');
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(made);
    form.submit();
  };

  /** @type {(part: HTMLElement) => void} */
  const prepare = (part) => {
    const form = part.closest('form');
    const button = part.querySelector('button');
    const status = /** @type {HTMLElement | null} */ (part.querySelector('[role=status]'));
    if (!form || !button || !status) return;
    button.addEventListener('click', async () => {
      button.disabled = true;
      status.textContent = '';
      await ask(part, form).catch(() => {
        status.textContent = status.dataset.failed ?? '';
      });
      button.disabled = false;
    });
    part.hidden = false;
  };

  if (browserSupportsWebAuthn()) {
    for (const part of document.querySelectorAll('[data-passkey]')) if (part instanceof HTMLElement) prepare(part);
  }
})();
