import { findEmulators } from "../../emulators/google/find.ts";
import { flow } from "../flows/flow.ts";
import { killTest } from "./kill.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) killTest(flow(emulators), 1);
else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
