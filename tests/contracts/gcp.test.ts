import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import { openGcp } from "../../shared/platform/gcp/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { calendarContract } from "./calendar.ts";
import { blobsContract } from "./ports/blobs.ts";
import { busContract } from "./ports/bus.ts";
import { queriesContract } from "./ports/document-queries.ts";
import { watchesContract } from "./ports/document-watches.ts";
import { documentsContract } from "./ports/documents.ts";
import { keysContract } from "./ports/keys.ts";
import { schedulerContract } from "./ports/scheduler.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found) {
  const dataDir = mkdtempSync(join(tmpdir(), "gcp-contract-"));
  let stack: GoogleStack;

  beforeAll(async () => {
    stack = await startGoogleStack(emulators, anyPorts);
  });
  afterAll(async () => {
    await stack?.close();
    rmSync(dataDir, { recursive: true });
  });

  const raw = (): Promise<Platform> =>
    openGcp({
      projectId: "demo-contracts",
      location: "asia-south1",
      bucket: "contracts",
      queue: "contracts",
      emulators: { ...stack, dataDir },
    });
  const sealed = async (): Promise<Platform> => sealedPlatform(await raw());

  for (const [name, open] of [
    ["gcp", raw],
    ["gcp, sealed", sealed],
  ] as const) {
    documentsContract(name, open);
    queriesContract(name, open);
    watchesContract(name, open);
    busContract(name, open);
    schedulerContract(name, open);
    calendarContract(name, open);
  }
  blobsContract("gcp", raw);
  keysContract("gcp", raw, async (scope, secretName, value) => {
    const file = join(dataDir, "secrets.json");
    const secrets = readSecrets(file);
    secrets[scope] = { ...secrets[scope], [secretName]: value };
    writeFileSync(file, JSON.stringify(secrets));
  });
} else {
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
}

function readSecrets(file: string): Record<string, Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
