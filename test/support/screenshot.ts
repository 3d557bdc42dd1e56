import { PNG } from 'pngjs';
import { qrPng } from '../../src/esim/qr.ts';

interface Code {
  readonly text: string;
  /** Edge of the code on the screen, in pixels. */
  readonly size?: number;
  readonly x?: number;
  readonly y?: number;
  /** In degrees, around its middle. */
  readonly turned?: number;
  /** A seller's logo on the middle of the code, as a share of its edge. */
  readonly logo?: number;
}

/** A telephone's screenshot (PNG) with QR codes on it; `dark` turns light and dark round. */
export function screenshot(
  codes: readonly Code[],
  { width = 720, height = 1280, dark = false }: { width?: number; height?: number; dark?: boolean } = {},
): Buffer {
  const screen = new PNG({ width, height });
  const put = (x: number, y: number, [red, green, blue]: readonly number[]): void => {
    const flip = (value = 0): number => (dark ? 255 - value : value);
    screen.data.set([flip(red), flip(green), flip(blue), 255], (y * width + x) * 4);
  };
  for (let y = 0; y < height; y++)
    // Something like a status bar and lines of text above and below.
    for (let x = 0; x < width; x++) put(x, y, y % 64 > 40 && (x * 7 + y) % 23 < 9 ? [60, 60, 70] : white);
  for (const code of codes) draw(code, put);
  return PNG.sync.write(screen);
}

const white = [255, 255, 255];

function draw(
  { text, size = 300, x = 200, y = 500, turned = 0, logo = 0 }: Code,
  put: (x: number, y: number, colour: readonly number[]) => void,
): void {
  const code = PNG.sync.read(Buffer.from(qrPng(text)));
  const angle = (turned * Math.PI) / 180;
  const margin = Math.ceil(size * 0.25);
  for (let row = -margin; row < size + margin; row++)
    for (let column = -margin; column < size + margin; column++) {
      const [dx, dy] = [column - size / 2, row - size / 2];
      const u = (dx * Math.cos(angle) + dy * Math.sin(angle)) / size + 0.5;
      const v = (dy * Math.cos(angle) - dx * Math.sin(angle)) / size + 0.5;
      const [left, top] = [Math.floor(u * code.width), Math.floor(v * code.height)];
      const inside = u >= 0 && v >= 0 && u < 1 && v < 1;
      if (inside && Math.max(Math.abs(u - 0.5), Math.abs(v - 0.5)) < logo / 2)
        put(x + column, y + row, [230, 90, 20]);
      else if (inside) {
        const value = code.data[(top * code.width + left) * 4] ?? 255;
        put(x + column, y + row, [value, value, value]);
      } else if (turned !== 0) put(x + column, y + row, white);
    }
}
