import { flushCompileCache } from "node:module";
import { loadAhead } from "./worker/load-ahead.ts";

/**
 * Fills the compile cache (`NODE_COMPILE_CACHE`) while the image is built, with what the runner and the process of a call
 * load. Nothing is called.
 */
await Promise.all([
  import("./calls/open-speech.ts"),
  import("./socket/start-socket.ts"),
  import("./worker/start-runner.ts"),
  loadAhead(),
]);
flushCompileCache();
process.exit(0);
