import { crc32, deflateSync } from 'node:zlib';

const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A black-and-white picture; `isBlack` is asked once per cell, and every cell becomes `scale` × `scale` pixels. */
export function bitmapPng({
  columns,
  rows,
  scale,
  isBlack,
}: {
  columns: number;
  rows: number;
  scale: number;
  isBlack: (column: number, row: number) => boolean;
}): Uint8Array {
  const stride = 1 + Math.ceil((columns * scale) / 8);
  const pixels = Buffer.alloc(stride * rows * scale);
  for (let row = 0; row < rows; row++) {
    const line = pixels.subarray(row * scale * stride, (row * scale + 1) * stride);
    for (let column = 0; column < columns; column++) {
      if (isBlack(column, row)) continue;
      for (let x = column * scale; x < (column + 1) * scale; x++) {
        const at = 1 + (x >> 3);
        line[at] = (line[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
    for (let copy = 1; copy < scale; copy++) pixels.set(line, (row * scale + copy) * stride);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns * scale, 0);
  header.writeUInt32BE(rows * scale, 4);
  header.writeUInt8(1, 8); // bit depth; colour type 0 = grey, 1 = white
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}
