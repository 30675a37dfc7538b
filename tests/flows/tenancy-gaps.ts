import { type Correction, corrections } from "../../functions/engines/success/corrections/correction.ts";
import { type KnowledgeGap, knowledgeGaps } from "../../functions/engines/success/gaps/gap.ts";
import { environmentSecret } from "../../shared/environment.ts";
import { put, type Write } from "../../shared/platform/documents.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";

/** A gap of the client's knowledge, as the morning's look would record it. */
export async function knowledgeGap(dataDir: string, client: string, mark: string): Promise<string> {
  const at = new Date().toISOString();
  const gap: KnowledgeGap = {
    gapId: deriveId("gap", mark),
    status: "asked",
    question: mark,
    examples: [mark],
    languages: ["en"],
    keys: [mark],
    conversations: 3,
    recently: 3,
    conversationIds: [],
    draft: null,
    decided: null,
    foundAt: at,
    updatedAt: at,
  };
  await write(dataDir, client, put(knowledgeGaps.collection, gap.gapId, newOwned(gap)));
  return gap.gapId;
}

/** A correction, as the end of a session that a person took over would record it. */
export async function correction(dataDir: string, client: string, mark: string): Promise<string> {
  const at = new Date().toISOString();
  const found: Correction = {
    correctionId: deriveId("correction", mark),
    source: "takeover",
    conversationId: "c1",
    turn: 1,
    language: "en",
    question: mark,
    said: mark,
    right: mark,
    by: "asha",
    at,
    status: "open",
    plays: false,
    scenario: null,
    decided: null,
    updatedAt: at,
  };
  await write(dataDir, client, put(corrections.collection, found.correctionId, newOwned(found)));
  return found.correctionId;
}

async function write(dataDir: string, client: string, change: Write): Promise<void> {
  const settings = { NODE_ENV: "test", DATA_DIR: dataDir, PORT: 0 } as const;
  const platform = await openPlatform(settings, { secrets: environmentSecret });
  try {
    await platform.documents.commit(TenantId.parse(client), [change]);
  } finally {
    await platform.close(1_000);
  }
}
