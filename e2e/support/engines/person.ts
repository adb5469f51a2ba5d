import { type Driver, DriverRefusal, ELEMENT } from './driver.ts';

/** Somebody at a browser: finds things by the words they carry, and waits until what they look for is there. */
export interface Person {
  open(url: string): Promise<void>;
  seeHeading(words: string): Promise<void>;
  heading(): Promise<string>;
  fill(label: string, text: string): Promise<void>;
  tick(label: string): Promise<void>;
  press(button: string): Promise<void>;
  follow(link: string): Promise<void>;
}

/** In milliseconds. */
const PATIENCE = 40_000;

export function personAt(driver: Driver): Person {
  const send = driver.send.bind(driver);
  /** Pages arrive when they arrive, and a button may show itself only after a wait. */
  const retry = async <T>(act: () => Promise<T>): Promise<T> => {
    for (const deadline = Date.now() + PATIENCE; ; ) {
      try {
        return await act();
      } catch (fault) {
        if (!(fault instanceof DriverRefusal) || Date.now() > deadline) throw fault;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const find = async (xpath: string): Promise<string> => {
    // The cast holds because WebDriver answers a found element in this shape.
    const found = (await send({ does: 'find', xpath })) as Readonly<Record<string, string>>;
    return found[ELEMENT] ?? '';
  };
  const click = (xpath: string) =>
    retry(async () => {
      await send({ does: 'click', element: await find(xpath) });
    });
  const labelled = (label: string) => `//input[@id=//label[normalize-space()=${quote(label)}]/@for]`;
  return {
    open: async (url) => {
      await send({ does: 'navigate', url });
    },
    seeHeading: async (words) => {
      await retry(() => find(`//h1[normalize-space()=${quote(words)}]`));
    },
    heading: () => retry(async () => String(await send({ does: 'read', element: await find('//h1') }))),
    fill: (label, text) =>
      retry(async () => {
        await send({ does: 'type', element: await find(labelled(label)), text });
      }),
    tick: (label) => click(labelled(label)),
    press: (button) => click(`//button[normalize-space()=${quote(button)}]`),
    follow: (link) => click(`//a[normalize-space()=${quote(link)}]`),
  };
}

/** XPath has no escapes: a text is quoted by the sign that it does not have. */
const quote = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);
