import { findEmulators } from "../../emulators/google/find.ts";
import { flow } from "../flows/flow.ts";
import { killTest } from "./kill.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

// Pub/Sub keeps the order of messages, but not between them and the burst's end, which comes from Cloud Tasks and on a
// topic of its own: a message that is pushed again only after that end gets an answer by itself. So the window is longer
// than a restart and Pub/Sub's backoff together.
if (emulators.found) killTest(flow(emulators), { rounds: 1, burstWindowMs: 10_000 });
else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
