import { directionOf } from '../i18n/locales.ts';
import type { PosterFacts } from './facts.ts';
import { drawQr, fitInk, foldPaper, takePaper, writeLine, writeParagraph } from './paper.ts';

/** In points: A4, and the edge that printers leave white. */
const PAGE = { width: 595.28, height: 841.89 };
const EDGE = 56;
const INNER = PAGE.width - 2 * EDGE;

/** The poster: the demand large, the code larger, who stands behind it small. One sheet of A4, black on white. */
export function drawPoster(facts: PosterFacts): Promise<Buffer<ArrayBuffer>> {
  const { address, by, closed, direction, language, made, partners, scan, site, text, type, url } = facts;
  const pdf = takePaper({ title: text.title, language, made });
  const middle = { direction, align: 'middle' } as const;
  const ofText = { direction: text.direction, align: 'middle' } as const;
  const at = (y: number) => ({ x: EDGE, y, width: INNER });

  let y = 50;
  const title = fitInk(pdf, text.title, { ...ofText, weight: 'bold' }, [44, 38, 32, 28, 24, 20], {
    width: INNER,
    height: 165,
  });
  y += writeParagraph(pdf, text.title, title, at(y)) + 12;
  const demand = fitInk(pdf, text.demand, ofText, [18, 16, 14, 12, 11, 10, 9], { width: INNER, height: 350 - y });
  writeParagraph(pdf, text.demand, demand, at(y));

  const side = 270;
  const top = 372;
  drawQr(pdf, url, { x: (PAGE.width - side) / 2, y: top, width: side });
  const invitation = closed ?? scan;
  writeParagraph(
    pdf,
    invitation,
    fitInk(pdf, invitation, { ...middle, weight: 'bold' }, [22, 18, 15], { width: INNER, height: 32 }),
    at(top + side),
  );
  writeLine(pdf, type, { ...middle, size: 12 }, at(top + side + 32));
  const latin = { direction: 'ltr', align: 'middle', weight: 'bold' } as const;
  writeLine(
    pdf,
    address,
    fitInk(pdf, address, latin, [20, 17, 14, 11], { width: INNER, height: 30 }),
    at(top + side + 50),
  );

  const names = `${by}: ${partners.join(directionOf(language) === 'rtl' ? '، ' : ', ')}`;
  writeParagraph(pdf, names, fitInk(pdf, names, middle, [11, 10, 9, 8, 7], { width: INNER, height: 60 }), at(734));
  writeLine(pdf, site, { ...middle, size: 9 }, at(800));
  return foldPaper(pdf);
}
