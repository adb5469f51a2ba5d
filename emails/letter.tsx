import type { ReactNode } from 'react';
import { Body, Button, Container, Head, Hr, Html, Link, Section, Text } from 'react-email';
import { dark, light } from './palette.ts';

/** The frame's own words, in the reader's language. */
export interface LetterFrame {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The subject again: what a screen reader says when the letter is opened in a window of its own. */
  readonly title: string;
  readonly greeting: string;
  readonly footer: string;
}

const page = {
  backgroundColor: light.page,
  color: light.ink,
  fontFamily: 'Georgia, "Times New Roman", serif',
  margin: 0,
  padding: '24px 12px',
};
const sheet = {
  backgroundColor: light.sheet,
  border: `1px solid ${light.line}`,
  margin: '0 auto',
  maxWidth: '520px',
  padding: '24px 20px 12px',
  // For addresses in somebody's own words; "anywhere" is younger than some mail programs.
  wordBreak: 'break-word' as const,
};
const text = { fontSize: '17px', lineHeight: '26px', margin: '0 0 16px' };
const small = { ...text, color: light.soft, fontSize: '14px', lineHeight: '21px' };
const button = {
  backgroundColor: light.button,
  color: light.onButton,
  fontSize: '17px',
  fontWeight: 700,
  padding: '14px 22px',
  textDecoration: 'none',
};
const line = { borderTop: `1px solid ${light.line}`, margin: '24px 0 12px' };
const link = { color: light.link, wordBreak: 'break-all' as const };

/**
 * For programs that show letters in the dark, and for the links in somebody's own words. Those that drop a letter's
 * style show it as on paper.
 */
const style = [
  ':root{color-scheme:light dark}',
  `.sheet a:not(.button){color:${light.link}}`,
  '@media (prefers-color-scheme:dark){',
  `.page,.page>table>tbody>tr>td{background:${dark.page}!important}`,
  `.sheet{background:${dark.sheet}!important;border-color:${dark.line}!important;color:${dark.ink}!important}`,
  `.line{border-color:${dark.line}!important}`,
  `.small{color:${dark.soft}!important}`,
  `.sheet a:not(.button){color:${dark.link}!important}`,
  `.button{background:${dark.button}!important;color:${dark.onButton}!important}`,
  '}',
].join('');

/** One sheet of paper: greeting, what is said, and who it was sent by. No picture, nothing loaded from anywhere. */
export function Letter({ frame, children }: { frame: LetterFrame; children: ReactNode }) {
  return (
    <Html lang={frame.language} dir={frame.direction}>
      <Head>
        <title>{frame.title}</title>
        <meta name="color-scheme" content="light dark" />
        <style>{style}</style>
      </Head>
      <Body className="page" style={page} lang={frame.language} dir={frame.direction}>
        <Container className="sheet" style={sheet} dir={frame.direction}>
          <Text style={text}>{frame.greeting}</Text>
          {children}
          <Hr className="line" style={line} />
          <Text className="small" style={small}>
            {frame.footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

export const Paragraph = ({ children }: { children: ReactNode }) => <Text style={text}>{children}</Text>;

export const Aside = ({ children }: { children: ReactNode }) => (
  <Text className="small" style={small}>
    {children}
  </Text>
);

/** An address runs from left to right, and stands where the reader's lines begin. */
export const Address = ({ href }: { href: string }) => (
  <Text className="small" style={small}>
    <Link dir="ltr" href={href} style={link}>
      {href}
    </Link>
  </Text>
);

/** The button's address for programs that show no button. Those that show text alone have it there already. */
export const Copy = ({ words, href }: { words: string; href: string }) => (
  <Section data-skip-in-text="true">
    <Aside>{words}</Aside>
    <Address href={href} />
  </Section>
);

export const Action = ({ href, children }: { href: string; children: ReactNode }) => (
  <Section style={{ margin: '8px 0 24px' }}>
    <Button className="button" href={href} style={button}>
      {children}
    </Button>
  </Section>
);
