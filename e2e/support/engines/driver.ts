/**
 * A browser that is driven by the W3C's WebDriver commands: Firefox speaks them over its own connection, WebKit over
 * HTTP. Enough of them for a person who reads, types, ticks and presses.
 */
export interface Driver {
  /** What the engine says of itself: "firefox 153.7.0". */
  readonly engine: string;
  send(command: Command): Promise<unknown>;
  quit(): Promise<void>;
}

export type Command =
  | { readonly does: 'navigate'; readonly url: string }
  | { readonly does: 'find'; readonly xpath: string }
  | { readonly does: 'read'; readonly element: string }
  | { readonly does: 'click'; readonly element: string }
  | { readonly does: 'type'; readonly element: string; readonly text: string }
  | { readonly does: 'forget' };

export interface DriverOptions {
  /** Where every request of the browser goes first: "127.0.0.1:1234". */
  readonly proxy: string;
  /** With script only where a test wants to see that its absence makes the difference. */
  readonly script: boolean;
  /** A folder that is the browser's alone. */
  readonly folder: string;
}

/** The name under which WebDriver hands out elements, in every engine. */
export const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A command was refused: the element is not there, or not any more. */
export class DriverRefusal extends Error {
  override readonly name = 'DriverRefusal';
}
