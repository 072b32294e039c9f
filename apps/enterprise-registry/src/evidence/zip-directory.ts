/** What the directory at the end of a zip file says about its members. */
export interface ZipDirectory {
  names: ReadonlySet<string>;
  isEncrypted: boolean;
}

const END = 0x06054b50;
const MEMBER = 0x02014b50;
const END_BYTES = 22;
const MEMBER_BYTES = 46;
const ENCRYPTED_BIT = 1;

/**
 * Reads the central directory out of the last bytes of a zip file; undefined when it does not lie wholly within them, or is damaged.
 * The directory is what every reader of the file goes by, wherever the members stand.
 */
export function readZipDirectory(tail: Buffer): ZipDirectory | undefined {
  const end = endOfDirectory(tail);
  if (end === undefined) return undefined;
  const count = tail.readUInt16LE(end + 10);
  let at = end - tail.readUInt32LE(end + 12);
  const names = new Set<string>();
  let isEncrypted = false;
  for (let member = 0; member < count; member += 1) {
    if (at < 0 || at + MEMBER_BYTES > end || tail.readUInt32LE(at) !== MEMBER) return undefined;
    const nameLength = tail.readUInt16LE(at + 28);
    const restLength = tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
    names.add(tail.toString('utf8', at + MEMBER_BYTES, at + MEMBER_BYTES + nameLength));
    isEncrypted ||= (tail.readUInt16LE(at + 8) & ENCRYPTED_BIT) !== 0;
    at += MEMBER_BYTES + nameLength + restLength;
  }
  return at === end ? { names, isEncrypted } : undefined;
}

// Behind the record only a comment may stand, whose length the record says.
function endOfDirectory(tail: Buffer): number | undefined {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === END && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return at;
  return undefined;
}
