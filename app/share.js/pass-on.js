// Buttons to copy and for the device's own sharing: an extra, hidden without this script.
(() => {
  const { clipboard } = navigator;
  for (const button of document.querySelectorAll('button')) {
    const { copies, done = '', link, words = '' } = button.dataset;
    const field = document.getElementById(copies || '');
    if (clipboard && field instanceof HTMLInputElement) {
      button.hidden = false;
      button.onclick = async () => {
        field.select();
        await clipboard.writeText(field.value);
        button.nextElementSibling?.replaceChildren(done);
      };
    }
    if (link && 'share' in navigator) {
      button.hidden = false;
      // Whoever closes the device's window has changed their mind.
      button.onclick = () => navigator.share({ text: words, url: link }).catch(() => {});
    }
  }
})();
