import type { ChannelMessage } from "../../../../shared/channels/sending/channel-message.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Conversation } from "../conversation.ts";
import { aConversation, aMessage } from "../testing/fixtures.ts";
import { sayByTemplateStep } from "./say-by-template.ts";

const now = new Date("2026-11-23T12:00:00.000Z");
const withTemplates = minimalConfig(`
  channels:
    output:
      - type: whatsapp
        config:
          fallback_template: general
          templates:
            - { name: general, text: "News: {{message}}", content_sid: "HX00000000000000000000000000000001" }
            - { name: reminder, text: "See you on {{day}}.", content_sid: "HX00000000000000000000000000000002" }
`);
const step = sayByTemplateStep({ config: async () => withTemplates });

function decide(conversation: Conversation | undefined, config: TenantConfig = withTemplates) {
  const data = { conversationId: "c1", turnId: "t", messageId: "m2", providerMessageId: "SM1", errorCode: "63016" };
  const event = {
    id: "e1",
    type: "window-closed-reported",
    tenantId: TenantId.parse("client_1"),
    key: "c1",
    causationId: null,
    occurredAt: now.toISOString(),
    data,
  };
  return step.decide(conversation, event, config, now);
}

const queued = { status: "queued" as const, providerMessageIds: ["SM1", "SM2"], errorCode: null };
const late = aMessage({ id: "m2", role: "agent", text: "Open\nagain.", delivery: queued });
const conversation = (message = late) => aConversation({ recent: [aMessage({ id: "m1" }), message] });
const sentBy = (decision: ReturnType<typeof decide>) => decision?.send?.map(({ payload }) => payload as ChannelMessage);

it("sends the tenant's general template, and keeps what the customer reads", () => {
  const decision = decide(conversation());
  expect(sentBy(decision)).toMatchObject([
    { content: { type: "template", text: "News: Open again." }, fallback: null },
  ]);
  expect(decision?.document.recent[1]).toMatchObject({
    text: "News: Open again.",
    delivery: { status: "queued", template: "general", errorCode: null },
  });
});

it("sends the template that the message names", () => {
  const named = { ...late, template: { name: "reminder", values: { day: "Monday" } } };
  expect(sentBy(decide(conversation(named)))).toMatchObject([{ content: { text: "See you on Monday." } }]);
});

it("sends one template, however many parts of the message came too late", () => {
  const first = decide(conversation());
  expect(decide(first?.document)).toBeUndefined();
});

it.each([
  ["has no template", "window-closed", late, minimalConfig()],
  ["lacks the named template", "template-unknown", { ...late, template: { name: "other", values: {} } }, withTemplates],
])("keeps the failure reason when the tenant %s", (_, errorCode, message, config) => {
  const decision = decide(conversation(message), config);
  expect([decision?.send, decision?.document.recent[1]?.delivery]).toEqual([
    undefined,
    { ...queued, status: "failed", errorCode },
  ]);
});

it("asks for a person where the message answered the customer, and for nobody where it was unasked", () => {
  const answered = aConversation({ recent: [aMessage({ id: "m1", turnId: late.turnId }), late] });
  expect(decide(answered, minimalConfig())?.publish).toMatchObject([
    { type: "turn-failed", data: { refused: { turnId: late.turnId, errorCode: "window-closed" } } },
  ]);
  const unasked = aConversation({ recent: [aMessage({ id: "m1", turnId: "t0" }), late] });
  expect(decide(unasked, minimalConfig())?.publish).toEqual([]);
});

it("ignores a message that the conversation no longer holds", () => {
  expect([decide(undefined), decide(aConversation())]).toEqual([undefined, undefined]);
});
