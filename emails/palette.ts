/** The colours of a letter, by what they are for. */
export interface Palette {
  readonly page: string;
  readonly sheet: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly link: string;
  readonly button: string;
  readonly onButton: string;
}

export const light: Palette = {
  page: '#f6f5f1',
  sheet: '#ffffff',
  ink: '#1c1b19',
  soft: '#57534b',
  line: '#d9d6cd',
  link: '#1f4d3a',
  button: '#1f4d3a',
  onButton: '#ffffff',
};

export const dark: Palette = {
  page: '#161513',
  sheet: '#201f1c',
  ink: '#f0eee8',
  soft: '#bdb8ad',
  line: '#45423b',
  link: '#8fd0b3',
  button: '#8fd0b3',
  onButton: '#10231a',
};

/** What stands on what. */
export const pairs: readonly (readonly [text: keyof Palette, ground: keyof Palette])[] = [
  ['ink', 'sheet'],
  ['soft', 'sheet'],
  ['link', 'sheet'],
  ['onButton', 'button'],
  // Programs that drop the sheet's colour show the page's.
  ['ink', 'page'],
  ['soft', 'page'],
  ['link', 'page'],
];
