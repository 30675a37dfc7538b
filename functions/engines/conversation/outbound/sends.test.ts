import type { ChannelMessage } from "../../../../shared/channels/sending/channel-message.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { textContent } from "../../../../shared/events/index.ts";
import { aConversation } from "../testing/fixtures.ts";
import { type OutboundMessage, sendsFor } from "./sends.ts";

const template = `
            - name: come_back
              text: "Hi {{customer_name}}, {{client_name}} has news: {{message}}"
              content_sid: "HX00000000000000000000000000000001"`;
const config = (fallback = "") =>
  minimalConfig(`
  channels:
    input:
      - { type: whatsapp, config: { phone_number: "+14155238886" } }
      - { type: instagram, config: { business_account: clinic, account_id: "17841400000000000" } }
      - { type: email, config: { address: care@clinic.example } }
    output:
      - type: whatsapp
        config:${fallback}
          templates:${template}
      - type: email
        config:
          templates: [plain, { name: receipt, subject: "Receipt {{number}}", body: "Dear {{customer_name}}, thank you." }]
`);
const withFallback = config("\n          fallback_template: come_back");
const message: OutboundMessage = { id: "m1", turnId: "t1", content: textContent("Open again.") };
const wroteAt = "2026-11-22T10:00:00.000Z";
const later = (ms: number) => new Date(Date.parse(wroteAt) + ms);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function sent(
  over: Parameters<typeof aConversation>[0],
  now: Date,
  more: Partial<OutboundMessage> = {},
  of = config(),
) {
  const { sends, withheld } = sendsFor(
    aConversation({ lastInboundAt: wroteAt, ...over }),
    { ...message, ...more },
    of,
    now,
  );
  return { withheld, payloads: sends.map(({ payload }) => payload as ChannelMessage) };
}

describe("WhatsApp", () => {
  it("accepts free text until the last millisecond of 24 hours, then nothing, with the reason", () => {
    expect(sent({}, later(dayMs - 1))).toMatchObject({ withheld: null, payloads: [{ content: { type: "text" } }] });
    expect(sent({}, later(dayMs))).toEqual({ withheld: "window-closed", payloads: [] });
    expect(sent({ lastInboundAt: null }, later(0))).toEqual({ withheld: "window-closed", payloads: [] });
  });

  it("gets the message's own template after that, or the tenant's general one", () => {
    const values = { customer_name: "Ravi" };
    const own = sent({}, later(dayMs), { template: { name: "come_back", values } });
    expect(own.payloads).toMatchObject([{ content: { text: "Hi Ravi, Client 1 has news: Open again." } }]);
    const general = sent({}, later(dayMs), {}, withFallback);
    expect(general.payloads).toMatchObject([{ content: { text: "Hi Asha, Client 1 has news: Open again." } }]);
  });

  it("gets nothing when the template is unknown or lacks a value, with the reason", () => {
    expect(sent({}, later(dayMs), { template: { name: "other", values: {} } }).withheld).toBe("template-unknown");
    const nameless = { customer: { id: "p1", address: "+919812345678", name: null } };
    expect(sent(nameless, later(dayMs), {}, withFallback).withheld).toBe("template-value-missing");
  });

  it("carries the template with the first part, for a provider whose clock differs", () => {
    const content = textContent("word ".repeat(700));
    const { payloads } = sent({}, later(0), { content }, withFallback);
    expect(payloads.map(({ fallback }) => fallback?.name ?? null)).toEqual(["come_back", null, null]);
    expect(sent({}, later(0)).payloads[0]?.fallback).toBeNull();
  });
});

describe("Instagram", () => {
  const instagram = { channel: "instagram", accountAddress: "clinic" } as const;

  it.each<[OutboundMessage["by"], number]>([
    ["agent", dayMs],
    ["platform", dayMs],
    ["operator", 7 * dayMs],
  ])("accepts messages of the %s for %i ms", (by = "agent", windowMs) => {
    const last = sent(instagram, later(windowMs - 1), { by });
    expect(last).toMatchObject({ withheld: null, payloads: [{ provider: "meta", byPerson: by === "operator" }] });
    expect(sent(instagram, later(windowMs), { by })).toEqual({ withheld: "window-closed", payloads: [] });
  });
});

describe("e-mail", () => {
  const email = { channel: "email", accountAddress: "care@clinic.example", lastInboundAt: null } as const;

  it("answers in its thread at any time", () => {
    const thread = { subject: "Prices", messageId: "<1@x.example>", references: [] };
    expect(sent({ ...email, thread }, later(90 * dayMs)).payloads).toMatchObject([
      { provider: "sendgrid", thread, content: { type: "mail", subject: "Re: Prices", text: "Open again." } },
    ]);
  });

  it("uses a template's text, or the message's own text when the template has only a name", () => {
    const values = { number: "17" };
    expect(sent(email, later(0), { template: { name: "receipt", values } }).payloads).toMatchObject([
      { content: { subject: "Receipt 17", text: "Dear Asha, thank you." } },
    ]);
    expect(sent(email, later(0), { template: { name: "plain", values } }).payloads).toMatchObject([
      { content: { text: "Open again." } },
    ]);
  });

  it("is withheld where nothing stands for a placeholder of its template", () => {
    const template = { name: "receipt", values: {} };
    expect(sent(email, later(0), { template })).toEqual({ withheld: "template-value-missing", payloads: [] });
  });
});

it("sends nothing to a provider on web chat and voice", () => {
  for (const channel of ["web_chat", "voice", "web_voice"] as const)
    expect(sent({ channel, accountAddress: null }, later(9 * dayMs))).toEqual({ withheld: null, payloads: [] });
});

it("is withheld on a channel without a tenant account", () => {
  expect(sent({ channel: "email", accountAddress: null }, later(0), {}, minimalConfig())).toEqual({
    withheld: "channel-not-connected",
    payloads: [],
  });
});
