import { refuse } from '@gusu/contracts';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import { charsetOf } from '../import/text-encoding.js';
import { LIST_HEADER, type ListedRow, listedRows } from './title-list.js';

export interface ListFile {
  rows: ListedRow[];
  /** Tells two files apart that were sent under one Idempotency-Key. */
  sha256: string;
}

/**
 * A list of recognised enterprises as a CSV in its declared charset; small enough to be read at once.
 * @throws import/encoding, import/header, import/empty
 */
export async function readListFile(parts: AsyncIterable<Uint8Array>, contentType: string): Promise<ListFile> {
  const chunks: Uint8Array[] = [];
  for await (const part of parts) chunks.push(part);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) throw refuse('import/empty');
  const [header, ...records] = recordsOf(textOf(bytes, contentType));
  const expected = LIST_HEADER.slice(0, header?.length ?? 0);
  if (!header || header.length < LIST_HEADER.length - 1 || header.join() !== expected.join())
    throw refuse('import/header', { found: (header ?? []).join().slice(0, 200) });
  return { rows: listedRows(records), sha256: createHash('sha256').update(bytes).digest('hex') };
}

function textOf(bytes: Buffer, contentType: string): string {
  const charset = charsetOf(contentType);
  if (!charset) throw refuse('request/unsupported-media-type', { mediaType: contentType.slice(0, 100) });
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw refuse('import/encoding', { charset });
  }
}

function recordsOf(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as string[][];
  } catch (error) {
    throw refuse('import/header', { found: (error as Error).message.slice(0, 200) });
  }
}
