import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
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
