import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import type { ConversationSummary } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { configForMessage } from "./message-config.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const talk: ConversationSummary = {
  id: "c1",
  channel: "sms",
  accountAddress: "+15550100012",
  status: "active",
  language: "en",
  booking: null,
  customer: { id: "p1", address: "+919812345678", name: null },
  config: { name: "sales", version: 2 },
  lastInboundAt: null,
  updatedAt: "2026-11-22T09:00:00.000Z",
};
const idle = { ...talk, updatedAt: "2026-11-20T09:00:00.000Z" };

/** The configuration that is read: `sales 2`, or the refusal. */
async function configOf(requested: string | undefined, conversation: ConversationSummary | undefined) {
  const read: string[] = [];
  const dependencies = {
    activeConfig: async (_tenant: TenantId, name: string | null) => ({ name: name ?? "main", version: 9 }),
    async config(_tenant: TenantId, name: string, version: number) {
      read.push(`${name} ${version}`);
      return minimalConfig("");
    },
  };
  try {
    const used = await configForMessage(dependencies, TenantId.parse("t"), { requested, conversation, now });
    return [used.name, ...read];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.status, error.code];
  }
}

it.each([
  ["that of an open session", undefined, talk, ["sales", "sales 2"]],
  ["that of an open session, which is asked for", "sales", talk, ["sales", "sales 2"]],
  ["none, when the session is open under another one", "main", talk, [409, "config-in-use"]],
  [
    "none, when a person has the conversation",
    "main",
    { ...idle, status: "escalated" as const },
    [409, "config-in-use"],
  ],
  ["the active version, once the session is idle", undefined, idle, ["sales", "sales 9"]],
  ["the one asked for, once the session is idle", "main", idle, ["main", "main 9"]],
  ["the one asked for, once it is resolved", "main", { ...talk, status: "resolved" as const }, ["main", "main 9"]],
  ["the one asked for, in a new conversation", "sales", undefined, ["sales", "sales 9"]],
  ["the tenant's own, in a new conversation", undefined, undefined, ["main", "main 9"]],
])("a message is sent under %s", async (_which, requested, conversation, expected) => {
  expect(await configOf(requested, conversation)).toEqual(expected);
});
