/** A text or number that is not a value of its type. `code` is stable; `hint` says what the writer may have meant. */
export class ValueError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'ValueError';
  }
}
