import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { type Customer, newCustomer, withOptOut } from "../../../../shared/customers/customer.ts";
import { type MessageRequested, textContent } from "../../../../shared/events/index.ts";
import type { StoredConversation } from "../conversations.ts";
import { aConversation } from "../testing/fixtures.ts";
import { dependenciesWith, given, testNow } from "../testing/given.ts";
import { sayStep } from "./proactive-message.ts";

const whatsapp = (fallback = "") => `
  channels:
    input: [{ type: whatsapp, config: { phone_number: "+14155238886" } }]
    output:
      - type: whatsapp
        config:${fallback}
          templates:
            - name: come_back
              text: "Hi {{customer_name}}, news: {{message}}"
              content_sid: "HX00000000000000000000000000000001"
`;
const config = minimalConfig(whatsapp());
const withFallback = minimalConfig(whatsapp("\n          fallback_template: come_back"));
/** Both the end of the window and the customer's last message. */
const twoDaysAgo = "2026-11-20T10:00:00.000Z";
const customer: Customer = newCustomer("p1", "2026-11-01T00:00:00.000Z");

const request: MessageRequested = {
  requestId: "r1",
  origin: { kind: "follow-up", id: "f1" },
  purpose: "service",
  conversationId: "c1",
  recipient: { channel: "whatsapp", accountAddress: "+14155238886", address: "+919812345678", name: "Asha" },
  content: textContent("Your results are here."),
  template: null,
  unlessWrittenSince: null,
  configName: null,
};

function whenRequested(
  conversation: StoredConversation | undefined,
  over: Partial<MessageRequested> = {},
  {
    config: of = config,
    customer: known = customer,
    now = testNow,
  }: { readonly config?: typeof config; readonly customer?: Customer; readonly now?: Date } = {},
) {
  const gathered = {
    conversation: conversation ?? aConversation(),
    config: of,
    customer: { state: known, stored: undefined },
  };
  const step = sayStep(dependenciesWith(of));
  return given(conversation).when(step, { ...request, ...over }, { gathered, now });
}

function settlement({ decision }: Awaited<ReturnType<typeof whenRequested>>) {
  return decision?.publish?.map(({ type, key, data }) => ({ type, key, ...(data as object) }));
}

it("is sent, recorded with its origin, counted as a contact, and settled", async () => {
  const then = await whenRequested(aConversation());
  expect(then.texts).toEqual(["Your results are here."]);
  expect(then.record).toMatchObject({
    index: 5,
    inbound: [],
    reply: { text: "Your results are here." },
    origin: request.origin,
  });
  expect(then.decision?.document).toMatchObject({
    turnCount: 5,
    recent: [{ role: "agent", text: "Your results are here." }],
  });
  expect(then.decision?.writes?.map(({ collection }) => collection.name)).toEqual(["turns", "customers"]);
  const messageId = then.record?.reply?.messageId;
  expect(settlement(then)).toMatchObject([
    { type: "message-settled", key: "f1", requestId: "r1", outcome: "sent", messageId },
  ]);
});

it("is sent with its secret, and kept without it, whether it leaves or not", async () => {
  const secret = { content: textContent("404808 is your code."), keptAs: "•••••• is your code." };
  const sent = await whenRequested(aConversation(), secret);
  expect(sent.texts).toEqual(["404808 is your code."]);
  const tool = { ...secret, origin: { kind: "tool" as const, id: "t" } };
  const unsent = await whenRequested(aConversation({ status: "escalated" }), tool);
  expect(unsent.texts).toEqual([]);
  for (const { decision, record } of [sent, unsent]) {
    expect(record).toMatchObject({ reply: { text: "•••••• is your code." } });
    expect(JSON.stringify([decision?.document, record, decision?.publish])).not.toContain("404808");
  }
});

it("opens a conversation on the tenant's active configuration if there is none", async () => {
  const then = await given(undefined).when(sayStep(dependenciesWith(withFallback)), request);
  expect(then.decision?.document).toMatchObject({
    config: { name: "default", version: 3 },
    lastInboundAt: null,
    turnCount: 1,
  });
});

describe("whether it is sent", () => {
  const skipped = (reason: string) => [
    { type: "message-settled", outcome: "skipped", reason, until: null, messageId: null },
  ];

  it("is skipped during a handoff", async () => {
    const then = await whenRequested(aConversation({ status: "escalated" }));
    expect(settlement(then)).toMatchObject(skipped("with-a-person"));
    expect([then.texts, then.record, then.decision?.document.turnCount]).toEqual([[], undefined, 4]);
  });

  it("is sent during a handoff when it is transactional, and counts as no contact", async () => {
    const then = await whenRequested(aConversation({ status: "escalated" }), { purpose: "transactional" });
    expect(then.texts).toEqual(["Your results are here."]);
    expect(then.decision?.writes?.map(({ collection }) => collection.name)).toEqual(["turns"]);
  });

  it("is skipped when the customer has written since the given time", async () => {
    const since = { unlessWrittenSince: "2026-11-22T09:00:00.000Z" };
    expect(settlement(await whenRequested(aConversation(), since))).toMatchObject(skipped("customer-wrote"));
    const silent = aConversation({ lastInboundAt: "2026-11-22T08:59:00.000Z" });
    expect((await whenRequested(silent, since)).texts).toHaveLength(1);
  });

  it("is skipped for a customer who has opted out", async () => {
    const out = { customer: withOptOut(customer, "whatsapp", "2026-11-20T00:00:00.000Z") };
    expect(settlement(await whenRequested(aConversation(), {}, out))).toMatchObject(skipped("opted-out"));
  });

  it("is deferred to the end of the tenant's quiet hours", async () => {
    const quiet = minimalConfig("  timezone: UTC\n  contact_rules: { quiet_hours: { from: '21:00', to: '09:00' } }\n");
    const then = await whenRequested(aConversation(), {}, { config: quiet, now: new Date("2026-11-22T22:00:00.000Z") });
    expect(settlement(then)).toMatchObject([
      { outcome: "deferred", reason: "quiet-hours", until: "2026-11-23T09:00:00.000Z" },
    ]);
    expect([then.texts, then.record]).toEqual([[], undefined]);
  });

  it("is skipped when the channel's window has closed and the tenant has no template", async () => {
    const then = await whenRequested(aConversation({ lastInboundAt: twoDaysAgo }));
    expect(settlement(then)).toMatchObject(skipped("window-closed"));
    expect([then.texts, then.record, then.decision?.document.recent]).toEqual([[], undefined, []]);
  });
});

describe("outside the channel's window", () => {
  const rested = aConversation({ lastInboundAt: twoDaysAgo });

  it("is sent as the message's own template, and the conversation keeps what the customer reads", async () => {
    const template = { name: "come_back", values: { message: "results" } };
    const then = await whenRequested(rested, { template });
    const read = "Hi Asha, news: results";
    expect(then.decision?.send).toMatchObject([{ payload: { content: { type: "template", name: "come_back" } } }]);
    expect(then.decision?.document.recent).toMatchObject([{ text: read, template }]);
    expect(then.record?.reply?.text).toBe(read);
  });

  it("is sent as the tenant's general template when the message names none", async () => {
    const then = await whenRequested(rested, {}, { config: withFallback });
    expect(then.decision?.document.recent).toMatchObject([{ text: "Hi Asha, news: Your results are here." }]);
    expect(settlement(then)).toMatchObject([{ outcome: "sent" }]);
  });
});

it("is withheld, and says why, where a placeholder stands for nothing", async () => {
  const then = await whenRequested(aConversation(), {
    content: textContent("Hi Asha, {discount} off"),
    unknownPlaceholders: ["discount"],
  });
  expect(settlement(then)).toMatchObject([{ outcome: "skipped", reason: "placeholder-unknown", messageId: null }]);
  expect(then.decision?.send ?? []).toEqual([]);
  expect(then.decision?.document.recent).toEqual([]);
});

describe("a tool's message", () => {
  const tool = { origin: { kind: "tool" as const, id: "r1" } };

  it("stays in the conversation as failed when it may not be sent, so that the agent and operators see it", async () => {
    const optedOut = withOptOut(customer, "whatsapp", "2026-11-22T09:00:00.000Z");
    const result = await whenRequested(aConversation(), tool, { customer: optedOut });
    expect(result.decision?.send ?? []).toEqual([]);
    expect(result.decision?.document).toMatchObject({
      recent: [
        { role: "agent", text: "Your results are here.", delivery: { status: "failed", errorCode: "opted-out" } },
      ],
    });
    expect(settlement(result)).toMatchObject([{ outcome: "skipped", reason: "opted-out" }]);
  });

  it("is requested again after quiet hours, and dropped if the conversation was erased meanwhile", async () => {
    const quiet = minimalConfig(`${whatsapp()}
  contact_rules: { quiet_hours: { from: "00:00", to: "23:00" } }
`);
    const { decision } = await whenRequested(aConversation(), tool, { config: quiet });
    expect(decision?.schedule).toMatchObject([
      { type: "message-requested", key: "c1", at: new Date("2026-11-22T17:30:00.000Z"), data: { onlyIfOpen: true } },
    ]);
    expect((await whenRequested(undefined, { ...tool, onlyIfOpen: true })).decision).toBeUndefined();
  });

  it("goes by the template that the tool chose, even in an open window", async () => {
    const template = { name: "come_back", values: { message: "all well" } };
    const sends = async (over: Partial<MessageRequested>) =>
      (await whenRequested(aConversation(), { ...tool, template, ...over })).decision?.send;
    expect(await sends({ byTemplate: true })).toMatchObject([{ payload: { content: { type: "template" } } }]);
    expect(await sends({})).toMatchObject([{ payload: { content: { type: "text" } } }]);
  });
});

it("writes nothing unasked to an address that is only claimed", async () => {
  const conversation = aConversation();
  const claimed = { ...conversation, customer: { ...conversation.customer, claim: "unproven asha@mail.example" } };
  expect(settlement(await whenRequested(claimed))).toMatchObject([{ outcome: "skipped", reason: "address-unproven" }]);
  const receipt = await whenRequested(claimed, { purpose: "transactional" });
  expect(settlement(receipt)).toMatchObject([{ outcome: "sent" }]);
});
