import type { PosterFacts } from './facts.ts';
import { drawQr, fitInk, foldPaper, takePaper, writeLine, writeParagraph } from './paper.ts';

/** In points. */
const PAGE = { width: 595.28, height: 841.89 };
const EDGE = 40;
const INNER = PAGE.width - 2 * EDGE;
/** Strips at the foot, each to be torn off. */
const STRIPS = 8;
const STRIP_TOP = 600;

/** A sheet whose foot is cut into strips that passers-by tear off: each has the address and its own code. */
export function drawTearOff(facts: PosterFacts): Promise<Buffer<ArrayBuffer>> {
  const { closed, direction, language, made, scan, text, url } = facts;
  const pdf = takePaper({ title: text.title, language, made });
  const ofText = { direction: text.direction, align: 'middle' } as const;
  const at = (y: number) => ({ x: EDGE, y, width: INNER });
  let y = 44;
  const title = fitInk(pdf, text.title, { ...ofText, weight: 'bold' }, [40, 34, 28, 24, 20], {
    width: INNER,
    height: 150,
  });
  y += writeParagraph(pdf, text.title, title, at(y)) + 10;
  const demand = fitInk(pdf, text.demand, ofText, [18, 16, 14, 12, 11, 10, 9], { width: INNER, height: 340 - y });
  writeParagraph(pdf, text.demand, demand, at(y));
  const side = 190;
  drawQr(pdf, url, { x: (PAGE.width - side) / 2, y: 350, width: side });
  const invitation = closed ?? scan;
  const middle = { direction, align: 'middle', weight: 'bold' } as const;
  writeParagraph(
    pdf,
    invitation,
    fitInk(pdf, invitation, middle, [20, 16, 13], { width: INNER, height: 30 }),
    at(350 + side + 4),
  );
  drawStrips(pdf, facts);
  return foldPaper(pdf);
}

function drawStrips(pdf: PDFKit.PDFDocument, { address, text, url }: PosterFacts): void {
  const width = PAGE.width / STRIPS;
  const height = PAGE.height - STRIP_TOP;
  pdf.lineWidth(0.7).strokeColor('#555555').dash(4, { space: 3 });
  pdf.moveTo(0, STRIP_TOP).lineTo(PAGE.width, STRIP_TOP).stroke();
  for (let n = 1; n < STRIPS; n += 1)
    pdf
      .moveTo(n * width, STRIP_TOP)
      .lineTo(n * width, PAGE.height)
      .stroke();
  pdf.undash();
  const latin = { direction: 'ltr', align: 'start', weight: 'bold' } as const;
  for (let n = 0; n < STRIPS; n += 1) {
    const side = width - 8;
    drawQr(pdf, url, { x: n * width + 4, y: STRIP_TOP + 4, width: side });
    // From here on the strip is written along its length: up is where its left edge was.
    pdf.save();
    pdf.translate((n + 1) * width, STRIP_TOP + side + 8).rotate(90);
    const room = { width: height - side - 22, height: 1_000 };
    const lines = { x: 4, width: room.width };
    const short = fitInk(pdf, text.title, { direction: text.direction, align: 'start' }, [11, 10, 9, 8, 7, 6], {
      ...room,
      height: 36,
    });
    const ink = fitInk(pdf, address, latin, [13, 12, 11, 10, 9, 8, 7, 6], { ...room, height: 20 });
    writeLine(pdf, address, ink, { ...lines, y: 12 });
    writeParagraph(pdf, text.title, short, { ...lines, y: 32 });
    pdf.restore();
  }
}
