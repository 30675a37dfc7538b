/** The server took no call. `code` is the problem's, with its `detail`, or `connection-failed` or `timeout`. */
export class CallRefused extends Error {
  /** @param {string} code @param {string} [detail] */
  constructor(code, detail) {
    super(detail ?? code);
    this.code = code;
    this.detail = detail;
  }

  /** Whether another try can succeed. */
  get isPassing() {
    return this.code === "connection-failed" || this.code === "timeout";
  }
}
