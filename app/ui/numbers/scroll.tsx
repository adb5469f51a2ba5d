import type { ReactNode } from 'react';

interface ScrollProps {
  readonly label: string;
  /** Scrolls downwards, too. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
}

/** What is wider than a phone scrolls by itself, by keyboard, too. */
export const Scroll = ({ children, isTall, label }: ScrollProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus, or keys cannot scroll it (WCAG 2.1.1).
  <section className={isTall ? 'scroll tall' : 'scroll'} tabIndex={0} aria-label={label}>
    {children}
  </section>
);
