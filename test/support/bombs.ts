import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

const packedBefore = new Map<number, Buffer>();

/** So many zeros; a gigabyte takes seconds to pack. */
function packedZeros(unpacked: number): Buffer {
  const packed = packedBefore.get(unpacked) ?? deflateSync(Buffer.alloc(unpacked));
  packedBefore.set(unpacked, packed);
  return packed;
}

/** A PNG whose header says one thing, with so many bytes packed inside. */
export function packedPng({
  width,
  height,
  depth = 8,
  colour = 6,
  unpacked,
}: {
  width: number;
  height: number;
  /** Bits per value. */
  depth?: number;
  /** PNG's colour type. */
  colour?: number;
  unpacked: number;
}): Buffer {
  const honest = PNG.sync.write(new PNG({ width: 1, height: 1 }));
  const header = Buffer.from(honest.subarray(0, 33));
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.writeUInt8(depth, 24);
  header.writeUInt8(colour, 25);
  const packed = packedZeros(unpacked);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(packed.length);
  return Buffer.concat([header, length, Buffer.from('IDAT'), packed, Buffer.alloc(4), honest.subarray(-12)]);
}

/** A grey progressive JPEG, each of whose scans of a few bytes goes over all of its blocks (ITU-T T.81, annex G). */
export function scannedJpeg({
  width,
  height,
  scans,
}: {
  width: number;
  height: number;
  scans: number;
}): Buffer {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  // Each table has one code, 00: "no difference" in the first scan, in the others "so many blocks are empty", by the 14 bits after it.
  const table = (kind: number, value: number): Buffer => segment(0xc4, [kind, 0, 1, ...zeros(14), value]);
  const runs = zeros(Math.ceil(blocks / 32_766)).flatMap(() => [0b0011_1111, 0b1111_1110]);
  const scan = Buffer.concat([segment(0xda, [1, 1, 0, 1, 63, 0]), Buffer.from(runs)]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...zeros(64).fill(1)]),
    segment(0xc2, [8, ...size, 1, 1, 0x11, 0]),
    table(0x00, 0),
    table(0x10, 0xe0),
    segment(0xda, [1, 1, 0, 0, 0, 0]),
    Buffer.alloc(Math.ceil(blocks / 4)),
    ...Array.from({ length: scans }, () => scan),
    Buffer.from([0xff, 0xd9]),
  ]);
}

const zeros = (length: number): number[] => Array<number>(length).fill(0);

function segment(marker: number, body: readonly number[]): Buffer {
  const length = body.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...body]);
}
