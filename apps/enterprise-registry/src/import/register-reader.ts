import { parse, type Parser } from 'csv-parse';
import type { Charset } from './text-encoding.js';

/** One record of the file, and the physical line on which it begins; the header stands on line 1. */
export interface RegisterRecord {
  line: number;
  fields: readonly string[];
}

/** The file stops being CSV: a quote that is never closed swallows everything behind it. */
export class CsvBroken extends Error {
  constructor(
    readonly line: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'CsvBroken';
  }
}

const LONGEST_RECORD = 256 * 1024;

/** The records behind the header, as many at a time as one part of the file completes. @throws CsvBroken */
export async function* readRegister(
  parts: AsyncIterable<Uint8Array>,
  charset: Charset,
): AsyncGenerator<RegisterRecord[]> {
  const collected = new Collected();
  const parser = openParser(collected);
  try {
    for await (const part of charset === 'utf-8' ? parts : decoded(parts, charset)) {
      const broken = await settled((done) => parser.write(part, done));
      yield collected.take();
      if (broken) throw new CsvBroken(collected.endedAt + 1, broken);
    }
    const broken = await settled((done) => parser.end(done));
    yield collected.take();
    if (broken) throw new CsvBroken(collected.endedAt + 1, broken);
  } finally {
    parser.destroy();
  }
}

// Records are taken as they are parsed: a stream would throw away what stands before the broken one.
function openParser(collected: Collected): Parser {
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    on_record: (fields: string[], { lines }) => {
      collected.add(fields, lines);
      return null;
    },
  });
  parser.on('error', () => undefined);
  return parser.resume();
}

function settled(act: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> {
  return new Promise((resolve) => act((error) => resolve(error ?? undefined)));
}

class Collected {
  endedAt = 0;
  private records: RegisterRecord[] = [];

  add(fields: string[], endsAt: number): void {
    const isHeader = this.endedAt === 0;
    const line = endsAt === this.endedAt + 1 ? endsAt : endsAt - lineBreaksIn(fields);
    this.endedAt = endsAt;
    if (!isHeader) this.records.push({ line, fields });
  }

  take(): RegisterRecord[] {
    const taken = this.records;
    this.records = [];
    return taken;
  }
}

function lineBreaksIn(fields: readonly string[]): number {
  return fields.reduce((count, field) => count + field.split('\n').length - 1, 0);
}

async function* decoded(parts: AsyncIterable<Uint8Array>, charset: Charset): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset);
  for await (const part of parts) yield decoder.decode(part, { stream: true });
  yield decoder.decode();
}
