/** What a picture says of itself before anything of it is decoded. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const pngSignature = '89504e470d0a1a0a';

/** Width and height from the header of a PNG or a JPEG; undefined for anything else. */
export function pictureSize(bytes: Buffer): PictureSize | undefined {
  return isPng(bytes) ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : jpegSize(bytes);
}

function isPng(bytes: Buffer): boolean {
  return bytes.length > 33 && bytes.toString('hex', 0, 8) === pngSignature;
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
