import { type KnowledgeGap, knowledgeGaps } from "../../functions/engines/success/gaps/gap.ts";
import { environmentSecret } from "../../shared/environment.ts";
import { put } from "../../shared/platform/documents.ts";
import { openPlatform } from "../../shared/platform/open.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import { newOwned } from "../../shared/runtime/owned-document.ts";

/** A gap of the client's knowledge, as the morning's look would record it. */
export async function knowledgeGap(dataDir: string, client: string, mark: string): Promise<string> {
  const settings = { NODE_ENV: "test", DATA_DIR: dataDir, PORT: 0 } as const;
  const platform = await openPlatform(settings, { secrets: environmentSecret });
  try {
    const at = new Date().toISOString();
    const gap: KnowledgeGap = {
      ...{
        gapId: deriveId("gap", mark),
        status: "asked",
        question: mark,
        examples: [mark],
        languages: ["en"],
        keys: [mark],
      },
      ...{ conversations: 3, recently: 3, conversationIds: [], draft: null, decided: null, foundAt: at, updatedAt: at },
    };
    await platform.documents.commit(TenantId.parse(client), [put(knowledgeGaps.collection, gap.gapId, newOwned(gap))]);
    return gap.gapId;
  } finally {
    await platform.close(1_000);
  }
}
