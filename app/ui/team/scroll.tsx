import type { ReactNode } from 'react';

/** Room for a wide table: on a phone it scrolls by itself, and the page stays where it is. */
export const Scroll = ({ children, label }: { children: ReactNode; label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard.
  <section className="scroll" tabIndex={0} aria-label={label}>
    {children}
  </section>
);
