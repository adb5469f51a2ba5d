import { expect, test } from '@playwright/test';
import { dark, light, pairs } from './palette.ts';

/** WCAG 2.2, "relative luminance" of a colour such as "#1f4d3a": 0 is black, 1 is white. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio": 1 to 21. */
function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

test('the contrast of black on white, and of grey on white, is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

for (const [scheme, palette] of Object.entries({ light, dark })) {
  for (const [text, ground] of pairs) {
    test(`${text} on ${ground} can be read in the ${scheme}`, () => {
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
    });
  }

  test(`the button stands out from the sheet in the ${scheme}`, () => {
    expect(contrast(palette.button, palette.sheet)).toBeGreaterThanOrEqual(3);
  });
}
