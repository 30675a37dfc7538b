import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedPlatform, openEmbedded } from "../../shared/platform/embedded/platform.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { type Revision, revisionOf } from "./revision.ts";

let dataDir: string;
let platform: EmbeddedPlatform;
const opened: Revision[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "revision-"));
  platform = openEmbedded({ dataDir });
});

afterEach(async () => {
  for (const revision of opened.splice(0)) revision.close();
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

function revision(own?: string, replaces?: string): Revision {
  const environment = { VOICE_REVISION: own, VOICE_REPLACES: replaces };
  const log = createLogger({ level: "silent" });
  const made = revisionOf({ documents: platform.documents, environment, log, everyMs: 5 });
  opened.push(made);
  return made;
}

test("a revision learns that another replaces it, and knows it after a restart", async () => {
  const old = revision("voice-runner-old");
  expect(await old.isReplaced()).toBe(false);
  await revision("voice-runner-new", "voice-runner-old").replaceOther();
  await old.replaced;
  expect(await revision("voice-runner-old").isReplaced()).toBe(true);
  expect(await revision("voice-runner-new").isReplaced()).toBe(false);
});

test("a revision does not replace itself, as after a repeated apply", async () => {
  await revision("voice-runner-new", "voice-runner-new").replaceOther();
  expect(await revision("voice-runner-new").isReplaced()).toBe(false);
});

test("a runner without a revision is never replaced", async () => {
  expect(await revision().isReplaced()).toBe(false);
});
