const TEXT_OID = 25;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/**
 * Texts as a parameter of type `text[]`, in PostgreSQL's binary form: nothing is quoted, escaped or parsed again, which for texts full of
 * quotation marks is a good part of what sending them costs. Only for parameters that are `text[]`; the server refuses it for others.
 */
export function textArray(texts: readonly (string | null | undefined)[]): Buffer {
  let size = HEADER_BYTES;
  let hasNull = 0;
  for (const text of texts) {
    size += LENGTH_BYTES;
    if (text === null || text === undefined) hasNull = 1;
    else size += Buffer.byteLength(text);
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32BE(1, 0);
  at = bytes.writeInt32BE(hasNull, at);
  at = bytes.writeInt32BE(TEXT_OID, at);
  at = bytes.writeInt32BE(texts.length, at);
  at = bytes.writeInt32BE(1, at);
  for (const text of texts) {
    if (text === null || text === undefined) at = bytes.writeInt32BE(NULL_LENGTH, at);
    else {
      const length = bytes.write(text, at + LENGTH_BYTES);
      bytes.writeInt32BE(length, at);
      at += LENGTH_BYTES + length;
    }
  }
  return bytes;
}
