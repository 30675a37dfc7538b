import { findEmulators } from "../../emulators/google/find.ts";
import { flow } from "../flows/stage/flow.ts";
import { killTest } from "./kill.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

// Pub/Sub orders messages, but not relative to the end of the burst, which comes from Cloud Tasks on its own topic. A
// message redelivered after that end gets its own answer. So the window is longer than a restart plus Pub/Sub's
// backoff.
if (emulators.found) killTest(flow(emulators), { rounds: 1, burstWindowMs: 10_000 });
else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
