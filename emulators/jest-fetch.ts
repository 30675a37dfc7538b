import { runInThisContext } from "node:vm";

const dispatcher = Symbol.for("undici.globalDispatcher.1");

/**
 * Lets @google/genai 3.1 fetch inside a jest test. It reads Node's fetch dispatcher from the global object, and jest
 * gives each test file a global object of its own without it. Call it once in a test file, before the client.
 */
export function lendFetchDispatcher(): void {
  const outer = runInThisContext("new Headers(), globalThis"); // `Headers` makes Node set the dispatcher up
  Object.assign(globalThis, { [dispatcher]: outer[dispatcher] });
}
