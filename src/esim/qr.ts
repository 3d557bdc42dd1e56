import QRCode from 'qrcode';
import { bitmapPng } from './png.ts';
import { watermarkRows } from './watermark.ts';

/** ISO 18004: clear modules around the code. */
const quiet = 4;
const leastPixels = 640;
/** A module is drawn as cells, so that the watermark can be finer than the code and is not mistaken for it. */
const cells = 2;
const leastCell = 4;

/**
 * A QR picture (PNG, black on white, level M, at least 640 pixels wide) made here from the text itself: codes go to no other service.
 * `watermark` is written in a band below the code, in letters of `SANDBOX TEST`.
 */
export function qrPng(text: string, { watermark }: { watermark?: string } = {}): Uint8Array {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const columns = cells * (modules.size + 2 * quiet);
  const band = watermark === undefined ? [] : watermarkRows(watermark, columns);
  return bitmapPng({
    columns,
    rows: columns + band.length,
    scale: Math.max(leastCell, Math.ceil(leastPixels / columns)),
    isBlack: (column, row) => {
      if (row >= columns) return band[row - columns]?.[column] === '#';
      const [x, y] = [Math.floor(column / cells) - quiet, Math.floor(row / cells) - quiet];
      const inside = x >= 0 && y >= 0 && x < modules.size && y < modules.size;
      return inside && modules.get(y, x) !== 0;
    },
  });
}
