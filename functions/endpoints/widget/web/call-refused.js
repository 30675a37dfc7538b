/** The server took no call. `code` is the problem's, or `connection-failed` or `timeout`. */
export class CallRefused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }

  /** Whether another try can succeed. */
  get isPassing() {
    return this.code === "connection-failed" || this.code === "timeout";
  }
}
