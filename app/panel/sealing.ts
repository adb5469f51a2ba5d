// Keys of the team, made and tried where their owners sit. An extra: the pages show the same with the age program.
// What is private is read and made here, saved as a file, and never put into a field that is sent.
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

type Part = (part: HTMLElement, form: HTMLFormElement) => Promise<void>;

const field = (form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement => {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) return found;
  throw new Error(`The form has no field ${name}.`);
};

function saveFile(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A holder's own key: the private half becomes a file, the public half fills the field. */
const makeOwn: Part = async (_, form) => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  saveFile('my-key.txt', `# public key: ${recipient}\n${identity}\n`);
  field(form, 'recipient').value = recipient;
};

/** The petition's pair: its private half is wrapped to the ticked holders and forgotten. */
const makePair: Part = async (_, form) => {
  const holders = [...form.querySelectorAll<HTMLInputElement>('input[data-recipient]:checked')];
  const identity = await generateX25519Identity();
  const encrypter = new Encrypter();
  for (const { dataset } of holders) encrypter.addRecipient(dataset.recipient ?? '');
  if (holders.length > 0) field(form, 'wrapped').value = armor.encode(await encrypter.encrypt(`${identity}\n`));
  field(form, 'key_recipient').value = await identityToRecipient(identity);
  form.requestSubmit();
};

const identityIn = (text: string): string => /AGE-SECRET-KEY-1[0-9A-Z]+/.exec(text)?.[0] ?? '';

async function open(identity: string, armored: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(armor.decode(armored), 'text');
}

/** The challenge: the holder's file opens the petition's key, and that one opens the word. */
const openWord: Part = async (part, form) => {
  const [file] = part.querySelector<HTMLInputElement>('input[type=file]')?.files ?? [];
  const own = identityIn((await file?.text()) ?? '');
  const petitionKey = identityIn(await open(own, field(form, 'shown_key').value));
  field(form, 'word').value = (await open(petitionKey, field(form, 'shown_word').value)).trim();
};

const parts: Readonly<Record<string, Part>> = { own: makeOwn, pair: makePair, word: openWord };

for (const part of document.querySelectorAll<HTMLElement>('[data-sealing]')) {
  const act = parts[part.dataset.sealing ?? ''];
  const [button, form] = [part.querySelector('button'), part.closest('form')];
  const status = part.querySelector<HTMLElement>('[role=status]');
  if (!act || !button || !form) continue;
  button.addEventListener('click', async () => {
    button.disabled = true;
    if (status) status.textContent = '';
    await act(part, form).catch(() => {
      if (status) status.textContent = status.dataset.failed ?? '';
    });
    button.disabled = false;
  });
  part.hidden = false;
}
