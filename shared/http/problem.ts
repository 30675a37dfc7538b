/**
 * An RFC 9457 problem document. `code` is stable. `detail` says what was wrong and what to do, without secrets.
 * `errors` points at invalid fields of a body (JSON pointer).
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the document: what a program needs to know besides the code. */
  readonly members: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: {
      errors?: readonly { readonly pointer: string; readonly detail: string }[];
      headers?: Readonly<Record<string, string>>;
      members?: Readonly<Record<string, string>>;
      cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.members = more.members ?? {};
  }
}
