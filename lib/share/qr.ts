import { toBuffer, toString as toText } from 'qrcode';

/** Enough quiet around it for a camera, and enough spare to survive a torn corner of a poster. */
const options = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The address as a QR code: black on white, whatever it is placed on. */
export const drawQrSvg = (url: string): Promise<string> => toText(url, { ...options, type: 'svg' });

/** The same as a picture of 1,024 × 1,024 pixels, for programs that know no SVG. */
export const drawQrPng = (url: string): Promise<Buffer> => toBuffer(url, { ...options, type: 'png', width: 1024 });
