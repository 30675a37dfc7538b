import type { z } from "zod";
import type { messageUnroutable } from "../../../shared/events/index.ts";
import { platformScope } from "../../../shared/platform/tenant.ts";
import type { Event } from "../../../shared/runtime/step.ts";
import { recordUnroutable } from "./record-unroutable.ts";

function unroutable(
  providerMessageId: string,
  occurredAt: string,
  accountAddress = "+15550199999",
): Event<z.infer<typeof messageUnroutable.schema>> {
  const data = { provider: "twilio", channel: "whatsapp" as const, accountAddress, providerMessageId };
  return {
    id: providerMessageId,
    type: "message-unroutable",
    tenantId: platformScope,
    key: accountAddress,
    causationId: null,
    occurredAt,
    data,
  };
}

it("keeps one document per number, with the count and the times of its messages", () => {
  const [first, second] = [unroutable("SM1", "2026-11-22T08:00:00Z"), unroutable("SM2", "2026-11-23T08:00:00Z")];
  const once = recordUnroutable.decide(undefined, first, undefined, new Date())?.document;
  const twice = recordUnroutable.decide(once, second, undefined, new Date())?.document;
  expect(twice).toEqual({
    provider: "twilio",
    channel: "whatsapp",
    address: "+15550199999",
    messages: 2,
    firstAt: "2026-11-22T08:00:00Z",
    lastAt: "2026-11-23T08:00:00Z",
    lastProviderMessageId: "SM2",
  });
  expect(recordUnroutable.documentId(first)).toBe(recordUnroutable.documentId(second));
  expect(recordUnroutable.documentId(unroutable("SM3", "", "+15550188888"))).not.toBe(
    recordUnroutable.documentId(first),
  );
});
