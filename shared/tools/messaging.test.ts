import { argumentsFor, dependencies, emptyMaterial, onlyTool, toolCall } from "./fixtures.ts";
import { messaging } from "./messaging.ts";
import type { MessageRequestOutcome, SendMessage } from "./tool.ts";

async function tool(config: object, outcome?: MessageRequestOutcome) {
  const sent: Parameters<SendMessage>[0][] = [];
  const send: SendMessage = async (message) => {
    sent.push(message);
    return outcome ?? { status: "accepted", messageId: "M1", notBefore: null };
  };
  const parsed = messaging.config.parse({
    provider: "twilio_whatsapp",
    templates: ["appointment_reminder"],
    ...config,
  });
  const built = await onlyTool(
    messaging.create({ name: "send_whatsapp_message", config: parsed }, dependencies({ send }), emptyMaterial),
  );
  return { built, sent };
}

test("sends a tenant's template to the conversation's customer", async () => {
  const { built, sent } = await tool({});
  const args = argumentsFor(built, { template: "appointment_reminder", values: ["9 am"], to: "+15550001111" });
  expect((await built.execute(args, toolCall())).content).toEqual({
    sent: true,
    channel: "whatsapp",
    message_id: "M1",
  });
  expect(sent).toMatchObject([
    {
      channel: "whatsapp",
      purpose: "service",
      from: { channel: "whatsapp", customer: { address: "whatsapp:+919876500001" } },
      idempotencyKey: "key-1",
      content: { type: "template", name: "appointment_reminder", values: ["9 am"] },
    },
  ]);
});

test("refuses an unknown template, and none or both of template and text", async () => {
  const { built, sent } = await tool({});
  expect(built.parameters.parse({ template: "other" }).ok).toBe(false);
  for (const args of [{}, { template: "appointment_reminder", message: "Hello" }])
    expect((await built.execute(args, toolCall())).content).toMatchObject({ error: expect.any(String) });
  expect(sent).toEqual([]);
});

test("tells the model why a message is refused, and when a delayed one leaves", async () => {
  const refused = await tool({}, { status: "refused", reason: "They opted out." });
  expect((await refused.built.execute({ message: "Hello" }, toolCall())).content).toEqual({
    sent: false,
    error: "They opted out.",
  });
  const delayed = await tool({}, { status: "accepted", messageId: "M1", notBefore: new Date("2026-11-06T03:30:00Z") });
  expect((await delayed.built.execute({ message: "Hello" }, toolCall())).content).toEqual({
    sent: false,
    channel: "whatsapp",
    message_id: "M1",
    will_be_sent_at: "2026-11-06T03:30:00.000Z",
  });
});

test("reports a deployment that cannot send", async () => {
  const config = messaging.config.parse({ provider: "twilio_sms" });
  const built = await onlyTool(messaging.create({ name: "sms", config }, dependencies(), emptyMaterial));
  await expect(built.execute({ message: "Hi" }, toolCall())).rejects.toMatchObject({ code: "tool-unavailable" });
});
