import { conversationMessages } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { turnEfforts } from "../../../shared/contracts/conversation/turn-efforts.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type Demo, demoActivities } from "./demo.ts";

const read = { conversations: 100, questions: 50, turns: 500 };

/** What visitors of a demo did: views of its page, and the newest conversations of its sandbox. */
export async function readActivity(documents: Documents, tenantId: TenantId, { id, sandbox }: Demo) {
  const [activity, conversations, turns] = await Promise.all([
    documents.get(tenantId, demoActivities.collection, id),
    documents.query(sandbox, conversationMessages, { limit: read.conversations }),
    documents.query(sandbox, turnEfforts, { limit: read.turns }),
  ]);
  const state = activity?.data.state;
  const efforts = turns.items.map(({ data }) => data.state.usage);
  const asked = conversations.items.flatMap(({ data }) => data.state.recent.filter(({ role }) => role === "customer"));
  return {
    views: state?.views ?? 0,
    visitors: state?.visitors.length ?? 0,
    last_view_at: state?.lastViewAt ?? null,
    by_day: state?.byDay ?? [],
    chats: conversations.items.length,
    questions: asked.slice(-read.questions).map(({ text }) => text.slice(0, 300)),
    cost: {
      model_calls: efforts.reduce((sum, { modelCalls }) => sum + modelCalls, 0),
      input_tokens: efforts.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
      output_tokens: efforts.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    },
  };
}
