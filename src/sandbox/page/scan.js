// Reads a QR code from clean pixels: upright, whole modules, no damage (so no error correction), versions 1 to 10.
const totals = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
// Per level, in the order of the format bits (M, L, H, Q): check words in a block, and blocks, of each version.
const checkWords = [
  [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
  [7, 10, 15, 20, 26, 18, 20, 24, 30, 18],
  [17, 28, 22, 16, 22, 28, 26, 26, 24, 28],
  [13, 22, 18, 26, 18, 24, 18, 22, 20, 24],
];
const blockCounts = [
  [1, 1, 1, 2, 2, 4, 4, 4, 5, 5],
  [1, 1, 1, 1, 1, 2, 2, 2, 2, 4],
  [1, 1, 2, 4, 4, 4, 5, 6, 8, 8],
  [1, 1, 2, 2, 4, 4, 6, 6, 8, 8],
];
const secondAlignment = [18, 22, 26, 30, 34, 22, 24, 26, 28];
const masks = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** The text in the QR code of an image element; throws when there is none that can be read. */
export async function scan(image) {
  if ('BarcodeDetector' in window) {
    const found = await new window.BarcodeDetector({ formats: ['qr_code'] }).detect(image).catch(() => []);
    if (found[0]) return found[0].rawValue;
  }
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return decode(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** The text in the QR code that these pixels (ImageData) hold. */
export function decode({ data, width, height }) {
  const dark = (x, y) => data[4 * (y * width + x)] + data[4 * (y * width + x) + 1] < 256;
  const grid = sample(dark, width, height);
  const size = grid.length;
  const version = (size - 17) / 4;
  const format = readFormat(grid);
  const words = readWords(grid, version, masks[format & 7]);
  return readText(deinterleave(words, version, format >> 3), version);
}

/** The upper row of the two upper finders gives the corner, the module (a finder has seven) and the width. */
function sample(dark, width, height) {
  const rows = [...Array(height).keys()];
  const columns = [...Array(width).keys()];
  const top = rows.find((y) => columns.some((x) => dark(x, y)));
  if (top === undefined) throw new Error('The picture is empty');
  const left = columns.find((x) => dark(x, top));
  const right = columns.findLast((x) => dark(x, top));
  let corner = left;
  while (corner < width && dark(corner, top)) corner++;
  const module = (corner - left) / 7;
  const size = Math.round((right - left + 1) / module);
  if (size % 4 !== 1 || size < 21 || size > 57) throw new Error(`No QR code of ${size} modules is known`);
  const middle = (start, n) => Math.floor(start + (n + 0.5) * module);
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => (dark(middle(left, x), middle(top, y)) ? 1 : 0)),
  );
}

function readFormat(grid) {
  const places = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => [8, y]).concat([7, 5, 4, 3, 2, 1, 0].map((x) => [x, 8]));
  const bits = places.reduce((value, [x, y], n) => value | (grid[y][x] << n), 0);
  return (bits ^ 0x5412) >> 10;
}

/** Whether a module belongs to the pattern (finders, timing, alignment, format, version) rather than to the data. */
function isPattern(x, y, size, version) {
  if (x === 6 || y === 6) return true;
  if ((x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9)) return true;
  if (version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11))) return true;
  if (version === 1) return false;
  const centres = [...new Set([6, secondAlignment[version - 2], size - 7])];
  const near = (n) => centres.find((centre) => Math.abs(n - centre) <= 2);
  const [cx, cy] = [near(x), near(y)];
  if (cx === undefined || cy === undefined) return false;
  return !(cx === 6 && cy === 6) && !(cx === 6 && cy === size - 7) && !(cx === size - 7 && cy === 6);
}

function readWords(grid, version, mask) {
  const size = grid.length;
  const bits = [];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!isPattern(x, y, size, version)) bits.push(grid[y][x] ^ (mask(x, y) === 0 ? 1 : 0));
      }
    }
  }
  return Array.from({ length: totals[version - 1] }, (_, n) => number(bits, n * 8, 8));
}

function deinterleave(words, version, level) {
  const blocks = blockCounts[level][version - 1];
  const short = Math.floor(words.length / blocks) - checkWords[level][version - 1];
  const long = words.length % blocks;
  const result = Array.from({ length: blocks }, () => []);
  for (let n = 0; n < short * blocks; n++) result[n % blocks].push(words[n]);
  for (let n = 0; n < long; n++) result[blocks - long + n].push(words[short * blocks + n]);
  return result.flat();
}

function readText(words, version) {
  const bits = words.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((n) => (word >> n) & 1));
  let at = 0;
  const take = (count) => number(bits, (at += count) - count, count);
  const wide = version > 9 ? 2 : 0;
  const bytes = [];
  const write = (text) => bytes.push(...new TextEncoder().encode(text));
  while (at + 4 <= bits.length) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) {
      let left = take(10 + wide);
      for (; left >= 3; left -= 3) write(String(take(10)).padStart(3, '0'));
      if (left > 0) write(String(take(left === 2 ? 7 : 4)).padStart(left, '0'));
    } else if (mode === 2) {
      let left = take(9 + wide);
      for (; left >= 2; left -= 2) {
        const pair = take(11);
        write(letters[Math.floor(pair / 45)] + letters[pair % 45]);
      }
      if (left > 0) write(letters[take(6)]);
    } else if (mode === 4) {
      for (let left = take(wide ? 16 : 8); left > 0; left--) bytes.push(take(8));
    } else if (mode === 7) take(8);
    else throw new Error(`QR mode ${mode} is not read here`);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function number(bits, start, count) {
  let value = 0;
  for (let n = start; n < start + count; n++) value = value * 2 + bits[n];
  return value;
}
