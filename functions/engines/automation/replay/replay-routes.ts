import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { automationRuns, checkKeyOf } from "../run.ts";
import { replayedConversations } from "./replay.ts";
import { ReplayedConversationView, replayedConversationView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(100).describe("The run's `automation_id`.") });

/** What the replay of a run found, conversation by conversation. */
export function replayRoutes({ documents }: { readonly documents: Documents }) {
  return [
    route({
      method: "GET",
      path: "/v1/automation/:id/replay",
      operationId: "listReplayedConversations",
      summary: "List the conversations that were replayed with the old and the new version",
      description:
        "Newest first. What customers said is masked; nothing of a replay reached anybody. Differences are found by fixed rules: an answer that is only worded differently is the same.",
      problems: { 404: ["automation-not-found"] },
      tag: "Automation",
      permission: "conversations:read",
      params: ById,
      query: Paging,
      reply: pageOf(ReplayedConversationView),
      async handle({ identity: { tenantId }, params: { id }, query }) {
        const run = await requireState(documents, tenantId, automationRuns, { id, what: "automation" });
        const page = await documents.query(tenantId, replayedConversations, {
          where: [["checkKey", "==", checkKeyOf(run)]],
          orderBy: { field: "position", direction: "asc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => replayedConversationView(data)) };
      },
    }),
  ];
}
