import { open, unlink, mkdtemp, rmdir, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PIECE_BYTES = 65_536;
const NEWLINE = 10;

/** A body that is too large to hold, on disk until it was read: nothing of it may be acted on before its signature, which is over all of it. */
export class SpooledBody {
  private constructor(private readonly file: FileHandle) {}

  /** Takes all that comes. The file has no name any more when this returns, so that it is gone with the process however that ends. */
  static async of(body: AsyncIterable<Buffer>): Promise<SpooledBody> {
    const path = join(await mkdtemp(join(tmpdir(), 'gusu-stream-')), 'body');
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    await rmdir(dirname(path));
    try {
      for await (const piece of body) await file.writeFile(piece);
      return new SpooledBody(file);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async *pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; ;) {
      const { bytesRead, buffer } = await this.file.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /**
   * The lines without their ends; a line longer than `longest` bytes comes as undefined, and nothing of it is held.
   */
  async *lines(longest: number): AsyncGenerator<Buffer | undefined> {
    let held: Buffer[] = [];
    let length = 0;
    const take = () => {
      const line = length > longest ? undefined : Buffer.concat(held);
      held = [];
      length = 0;
      return line;
    };
    for await (const piece of this.pieces()) {
      let from = 0;
      for (let to = piece.indexOf(NEWLINE); to >= 0; to = piece.indexOf(NEWLINE, from)) {
        keep(piece.subarray(from, to));
        yield take();
        from = to + 1;
      }
      keep(piece.subarray(from));
    }
    if (length > 0) yield take();

    function keep(part: Buffer): void {
      length += part.length;
      if (length > longest) held = [];
      else held.push(part);
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
