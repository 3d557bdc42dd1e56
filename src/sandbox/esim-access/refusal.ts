/** A no of the supplier's, in its own codes. */
export class EsimAccessRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'EsimAccessRefusal';
    this.code = code;
  }
}
