import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { openGcp } from "../../shared/platform/gcp/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { recoveryContract } from "../contracts/ports/recovery.ts";

const dataDir = mkdtempSync(join(tmpdir(), "recovery-contract-"));
afterAll(() => rmSync(dataDir, { recursive: true }));

const embedded = { replacedBlobs: true, waitingEvents: true };
recoveryContract("embedded", async () => openEmbedded({ dataDir }), embedded);
recoveryContract("embedded, sealed", async () => sealedPlatform(openEmbedded({ dataDir })), embedded);

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
if (emulators.found) {
  let stack: GoogleStack;
  beforeAll(async () => {
    stack = await startGoogleStack(emulators, anyPorts);
  });
  afterAll(() => stack?.close());

  const open = () =>
    openGcp({
      projectId: "demo-recovery",
      location: "asia-south1",
      bucket: "recovery",
      queue: "recovery",
      emulators: { ...stack, dataDir },
    });
  // The Cloud Storage stand-in keeps no versions, and Pub/Sub cannot list the events it holds.
  recoveryContract("gcp", open, { instant: () => new Date(), replacedBlobs: false, waitingEvents: false });
} else {
  test(`gcp skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
}
