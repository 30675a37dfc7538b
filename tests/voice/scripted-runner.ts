import { fileURLToPath } from "node:url";
import { startRunner } from "../../voice-runner/worker/start-runner.ts";

/** The voice runner with scripted speech in place of a vendor's. */
await startRunner(fileURLToPath(new URL("./scripted-job.ts", import.meta.url)));
process.exit(0);
