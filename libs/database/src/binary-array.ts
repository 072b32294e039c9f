const TEXT_OID = 25;
const BYTEA_OID = 17;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/**
 * Texts as a parameter of type `text[]`, in PostgreSQL's binary form: nothing is quoted, escaped or parsed again, which for texts full of
 * quotation marks is a good part of what sending them costs. Only for parameters that are `text[]`; the server refuses it for others.
 */
export function textArray(texts: readonly (string | null | undefined)[]): Buffer {
  return binaryArray(TEXT_OID, texts, Buffer.byteLength, (text, into, at) => into.write(text, at));
}

/** Bytes as a parameter of type `bytea[]`, in the same form. */
export function bytesArray(parts: readonly Uint8Array[]): Buffer {
  return binaryArray(
    BYTEA_OID,
    parts,
    (part) => part.byteLength,
    (part, into, at) => {
      into.set(part, at);
      return part.byteLength;
    },
  );
}

/** @param write puts an element at a place and returns how many bytes it took */
function binaryArray<Element>(
  oid: number,
  elements: readonly (Element | null | undefined)[],
  sizeOf: (element: Element) => number,
  write: (element: Element, into: Buffer, at: number) => number,
): Buffer {
  let size = HEADER_BYTES;
  let hasNull = 0;
  for (const element of elements) {
    size += LENGTH_BYTES;
    if (element === null || element === undefined) hasNull = 1;
    else size += sizeOf(element);
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32BE(1, 0);
  at = bytes.writeInt32BE(hasNull, at);
  at = bytes.writeInt32BE(oid, at);
  at = bytes.writeInt32BE(elements.length, at);
  at = bytes.writeInt32BE(1, at);
  for (const element of elements) {
    if (element === null || element === undefined) at = bytes.writeInt32BE(NULL_LENGTH, at);
    else {
      const length = write(element, bytes, at + LENGTH_BYTES);
      bytes.writeInt32BE(length, at);
      at += LENGTH_BYTES + length;
    }
  }
  return bytes;
}
