import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { platformCollections } from "../../../functions/app/collections/platform-collections.ts";
import { collectionsOf } from "../../../functions/app/collections/stored-collection.ts";
import { engines } from "../../../functions/index.ts";
import { put } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { storedFields } from "../../../shared/platform/gcp/documents/document-fields.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { sealedPlatform } from "../../../shared/platform/sealing/sealed.ts";
import { jsonBytes } from "../../../shared/schema/byte-budget.ts";
import { newTenant } from "../open-platform.ts";
import { documentLimits, outboxLimits, outboxOfConversation } from "./document-limits.ts";
import { largestOf } from "./largest-document.ts";

/** The largest document of every collection fits into 1 MiB, sealed, whatever script its texts are written in. */
const scripts = { ASCII: "word ", Devanagari: "नमस्ते ", emoji: "🙏🏽", Arabic: "مرحبا " };
const collections = [...(await collectionsOf(engines)), ...platformCollections];

let platform: Platform;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "largest-"));
  platform = sealedPlatform(openEmbedded({ dataDir: folder }));
});

afterAll(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

describe.each(collections.map((each) => [each.name, each] as const))("%s", (name, { collection }) => {
  const waiting = name === "conversations" ? outboxOfConversation : outboxLimits;
  const limits = { ...waiting, ...documentLimits[name] };

  test.each(Object.entries(scripts))("fits in %s", async (_script, text) => {
    const data = largestOf(collection.schema, text, limits);
    const write = { ...put(collection, "x".repeat(64), data), collection };
    await expect(platform.documents.commit(newTenant(), [write])).resolves.toHaveLength(1);
    const stored = collection.confidential ? { sealed: "x".repeat(Math.ceil(((jsonBytes(data) + 28) * 4) / 3)) } : data;
    expect(() => storedFields(stored, [], "x".repeat(200))).not.toThrow();
  });
});

test("every limit is that of a collection", () => {
  expect(Object.keys(documentLimits).filter((name) => !collections.some((each) => each.name === name))).toEqual([]);
});
