import type { ReactNode } from 'react';
import { Body, Button, Container, Head, Hr, Html, Link, Section, Text } from 'react-email';

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
  backgroundColor: '#f6f5f1',
  color: '#1c1b19',
  fontFamily: 'Georgia, "Times New Roman", serif',
  margin: 0,
  padding: '24px 12px',
};
const sheet = {
  backgroundColor: '#ffffff',
  border: '1px solid #d9d6cd',
  margin: '0 auto',
  maxWidth: '520px',
  padding: '28px 28px 16px',
};
const text = { fontSize: '17px', lineHeight: '26px', margin: '0 0 16px' };
const small = { ...text, color: '#57534b', fontSize: '14px', lineHeight: '21px' };
const button = {
  backgroundColor: '#1f4d3a',
  color: '#ffffff',
  fontSize: '17px',
  fontWeight: 700,
  padding: '14px 22px',
  textDecoration: 'none',
};
const link = { color: '#1f4d3a', wordBreak: 'break-all' as const };

/** Mail programs that darken letters by themselves keep these pairs readable. */
const dark = `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){.page,.page>table>tbody>tr>td{background:#161513!important}.sheet{background:#201f1c!important;border-color:#45423b!important;color:#f0eee8!important}.small{color:#bdb8ad!important}.link{color:#8fd0b3!important}.button{background:#8fd0b3!important;color:#10231a!important}}`;

/** One sheet of paper: greeting, what is said, and who it was sent by. No picture, nothing loaded from anywhere. */
export function Letter({ frame, children }: { frame: LetterFrame; children: ReactNode }) {
  return (
    <Html lang={frame.language} dir={frame.direction}>
      <Head>
        <title>{frame.title}</title>
        <meta name="color-scheme" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Body className="page" style={page} dir={frame.direction}>
        <Container className="sheet" style={sheet} dir={frame.direction}>
          <Text style={text}>{frame.greeting}</Text>
          {children}
          <Hr style={{ borderColor: '#d9d6cd', margin: '24px 0 12px' }} />
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

export const Address = ({ href }: { href: string }) => (
  <Text className="small" style={small} dir="ltr">
    <Link className="link" href={href} style={link}>
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
