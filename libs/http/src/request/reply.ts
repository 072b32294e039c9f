const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer with its status, headers and exact bytes, so that it can be stored and given again. */
export class Reply {
  constructor(
    readonly status: number,
    readonly headers: Readonly<Record<string, string>>,
    readonly body: string,
  ) {}

  /** 201 with the address of what was created. */
  static created(view: unknown, location?: string): Reply {
    return Reply.json(201, view, location === undefined ? {} : { location });
  }

  static ok(view: unknown): Reply {
    return Reply.json(200, view);
  }

  /** 202: taken, but not done yet; the address tells how far it is. */
  static accepted(view: unknown, location?: string): Reply {
    return Reply.json(202, view, location === undefined ? {} : { location });
  }

  static json(status: number, view: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
    return new Reply(status, { 'content-type': JSON_TYPE, ...headers }, jsonText(view));
  }

  with(headers: Readonly<Record<string, string>>): Reply {
    return new Reply(this.status, { ...this.headers, ...headers }, this.body);
  }
}

/** JSON in which fen, a bigint in code, are integers. */
export function jsonText(view: unknown): string {
  try {
    return JSON.stringify(view) ?? 'null';
  } catch {
    // A replacer makes every view slow; only those that hold a bigint need one.
    return JSON.stringify(view, bigintAsInteger) ?? 'null';
  }
}

// Fen are bigint in code and integers on the wire; the types refuse what a double cannot hold.
function bigintAsInteger(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  const integer = Number(value);
  if (!Number.isSafeInteger(integer)) throw new RangeError(`${value} does not fit a JSON integer`);
  return integer;
}
