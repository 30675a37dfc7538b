import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { blobsContract } from "./blobs.ts";
import { busContract } from "./bus.ts";
import { calendarContract } from "./calendar.ts";
import { queriesContract } from "./document-queries.ts";
import { watchesContract } from "./document-watches.ts";
import { documentsContract } from "./documents.ts";
import { keysContract } from "./keys.ts";
import { schedulerContract } from "./scheduler.ts";

const dataDir = mkdtempSync(join(tmpdir(), "embedded-contract-"));
afterAll(() => rmSync(dataDir, { recursive: true }));

const raw = async (): Promise<Platform> => openEmbedded({ dataDir });
const sealed = async (): Promise<Platform> => sealedPlatform(openEmbedded({ dataDir }));

for (const [name, open] of [
  ["embedded", raw],
  ["embedded, sealed", sealed],
] as const) {
  documentsContract(name, open);
  queriesContract(name, open);
  watchesContract(name, open);
  busContract(name, open);
  schedulerContract(name, open);
  calendarContract(name, open);
}
blobsContract("embedded", raw);
keysContract("embedded", raw, async (scope, secretName, value) => {
  const file = join(dataDir, "secrets.json");
  const secrets = readSecrets(file);
  secrets[scope] = { ...secrets[scope], [secretName]: value };
  writeFileSync(file, JSON.stringify(secrets));
});

function readSecrets(file: string): Record<string, Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
