import { inflateSync } from 'node:zlib';

/** What a picture says of itself before anything of it is decoded. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const pngSignature = '89504e470d0a1a0a';
/** Values per pixel by PNG's colour type. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Width and height from the header of a PNG or a JPEG; undefined for anything else. */
export function pictureSize(bytes: Buffer): PictureSize | undefined {
  return isPng(bytes) ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : jpegSize(bytes);
}

/**
 * Whether a PNG unpacks to more than its header announces: a decompression bomb. Unpacks no further than that. What is no PNG has no
 * such part; a broken one throws.
 */
export function isBomb(bytes: Buffer): boolean {
  if (!isPng(bytes)) return false;
  const { width, height } = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  const bits = bytes.readUInt8(24) * (channels[bytes.readUInt8(25)] ?? 4);
  // Interlaced pictures have up to twice as many lines, each with a filter byte and a last byte that is not full.
  const announced = (Math.ceil((width * bits) / 8) + 2) * height * 2 + 64;
  try {
    inflateSync(Buffer.concat(packedParts(bytes)), { maxOutputLength: announced });
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') return true;
    throw error;
  }
}

function isPng(bytes: Buffer): boolean {
  return bytes.length > 33 && bytes.toString('hex', 0, 8) === pngSignature;
}

function packedParts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  return parts;
}

function jpegSize(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    // Any number of fill bytes may stand before a marker.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff && at + 9 < bytes.length) at++;
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && at + 9 < bytes.length)
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    if (bytes.readUInt16BE(at + 2) < 2) return undefined;
  }
  return undefined;
}
