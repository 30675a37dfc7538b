import { runInThisContext } from "node:vm";

const dispatcher = Symbol.for("undici.globalDispatcher.1");

/**
 * Makes fetch of @google/genai 3.1 work inside jest tests. It reads Node's fetch dispatcher from the global object.
 * Jest gives each test file its own global object without the dispatcher. Call this once in a test file, before
 * creating the client.
 */
export function lendFetchDispatcher(): void {
  const outer = runInThisContext("new Headers(), globalThis"); // `Headers` makes Node set the dispatcher up
  Object.assign(globalThis, { [dispatcher]: outer[dispatcher] });
}
