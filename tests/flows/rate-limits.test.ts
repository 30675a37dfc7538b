import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import { hostsOf } from "../../functions/hosts/local/google.ts";
import { rateLimitFlows } from "./rate-limits.ts";

describe("on the embedded platform, rate limits", () => {
  const folder = mkdtempSync(join(tmpdir(), "rate-limits-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  rateLimitFlows(() => ({ DATA_DIR: folder }));
});

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) {
  describe("on Google's emulators, rate limits", () => {
    const folder = mkdtempSync(join(tmpdir(), "rate-limits-"));
    let stack: GoogleStack;
    beforeAll(async () => {
      stack = await startGoogleStack(emulators, anyPorts);
    }, 90_000);
    afterAll(async () => {
      await stack?.close();
      rmSync(folder, { recursive: true });
    });
    rateLimitFlows(() => ({
      PLATFORM: "gcp",
      DATA_DIR: folder,
      GOOGLE_CLOUD_PROJECT: "demo-rate-limits",
      GCP_LOCATION: "asia-south1",
      GCP_BUCKET: "rate-limits",
      GCP_QUEUE: "events",
      ...hostsOf(stack),
    }));
  });
} else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
