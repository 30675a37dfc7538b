import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { aMessage, anInbound, anOutcome, neutralSignals } from "../../testing/fixtures.ts";
import type { FeaturePorts, FeatureTurn, TurnEnd } from "../turn-part.ts";
import { filesInCallsTurn } from "./turn.ts";

const now = new Date("2026-11-29T10:00:00.000Z");
const whatsapp = `  tools: { available: [{ name: read_prescription, type: ai_vision, config: {} }] }
  voice: { business_logic: { data_collection: [{ prescription_analysis: true }] } }
  channels: { input: [{ type: whatsapp, provider: twilio_whatsapp, config: { phone_number: "+14155238886" } }`;
const flag = `${whatsapp}] }\n`;
const withSms = `${whatsapp}, { type: sms, provider: twilio_sms, config: { phone_number: "+14155550100" } }] }\n`;
const file = { url: "https://files.test/1", contentType: "image/jpeg" };

interface Kept {
  readonly role: "customer" | "agent";
  readonly text: string;
  readonly at: string;
}
interface Given {
  readonly more?: string;
  readonly channel?: string;
  readonly address?: string;
  readonly recent?: readonly Kept[];
  readonly files?: number;
  readonly call?: "open" | "ended" | null;
}

function world({ more = flag, channel = "voice", address = "+919876543210", ...given }: Given) {
  const { recent = [], files = 0, call = null } = given;
  const reads: string[] = [];
  const documents = {
    ids: async () => ({ tenantId: "client_1", of: (...parts: readonly string[]) => parts.join("/") }),
    async get(_tenant: string, _collection: unknown, id: string) {
      reads.push(id);
      const lastInboundAt = recent.findLast(({ role }) => role === "customer")?.at ?? null;
      return { data: { state: { recent, lastInboundAt } } };
    },
    async query(_tenant: string, _collection: unknown, { where }: { where: readonly [readonly string[]] }) {
      reads.push(where[0][2] ?? "");
      return { items: call === null ? [] : [{ data: { state: { id: "call-1", status: call } } }] };
    },
  };
  const attachments = Array.from({ length: files }, () => file);
  const conversation = { id: "c1", channel, customer: { address, name: null }, config: { name: "main" }, recent };
  const turn = {
    tenantId: "client_1",
    turnId: "t1",
    config: minimalConfig(more),
    signals: neutralSignals,
    conversation,
    inbound: [{ ...anInbound, attachments }],
  } as unknown as FeatureTurn;
  const prepare = () => filesInCallsTurn.prepare?.(turn, { documents, now } as unknown as FeaturePorts);
  return { turn, reads, prepare };
}

async function prepared(given: Given) {
  const { reads, prepare } = world(given);
  return { preparation: await prepare(), reads };
}

const sent = { role: "customer", text: "", at: "2026-11-29T09:58:00.000Z" } as const;
const read = { role: "agent", text: "I see CBC and TSH.", at: "2026-11-29T09:58:05.000Z" } as const;
const yesterday = { ...sent, at: "2026-11-27T09:58:00.000Z" };

describe("files in calls", () => {
  it("tells the agent what the caller has just written by WhatsApp, and what was read in it", async () => {
    const { preparation, reads } = await prepared({ recent: [sent, read] });
    expect(reads).toEqual(["conversation/client_1/whatsapp/+919876543210"]);
    expect(preparation).toMatchObject({
      briefing: { notes: [expect.stringContaining("written by WhatsApp")], sources: [{ id: "whatsapp-during-call" }] },
    });
    expect(preparation).toMatchObject({
      briefing: { sources: [{ text: "customer: [a file]\nagent: I see CBC and TSH." }] },
    });
  });

  it("tells the agent of files that have just come, and how many", async () => {
    const { preparation } = await prepared({ files: 2 });
    expect(preparation).toMatchObject({
      briefing: { notes: [expect.stringContaining("The 2 files of this message")] },
    });
  });

  it("says nothing of older messages, nor where the customer wrote none", async () => {
    for (const recent of [[yesterday], [read]])
      expect((await prepared({ recent })).preparation).toMatchObject({ briefing: { notes: [], sources: [] } });
  });

  it.each([{ more: "" }, { channel: "instagram" }, { channel: "web_voice" }, { address: "anonymous-1" }])(
    "costs no read for %j",
    async (given) => {
      expect((await prepared({ ...given, recent: [sent] })).reads).toEqual([]);
    },
  );
});

describe("the agent that asks for a file", () => {
  async function asked(given: Given, name = "request_file") {
    const { turn, prepare } = world(given);
    const preparation = await prepare();
    if (preparation?.type !== "brief") throw new Error("no brief");
    const [tool] = preparation.tools;
    const answer = await tool?.execute({}, {} as never);
    const toolCalls = [{ id: "1", name, arguments: {}, result: answer?.content, status: "completed" }];
    const outcome = anOutcome({ toolCalls: toolCalls as never });
    const end = { outcome, now, found: preparation.found, next: turn.conversation } as unknown as TurnEnd;
    const publish = filesInCallsTurn.conclude?.(turn, end)?.publish ?? [];
    return { content: answer?.content, messages: publish.map(({ data }) => data) };
  }

  it("writes by WhatsApp to somebody who wrote there within a day", async () => {
    const { content, messages } = await asked({ more: withSms, recent: [sent] });
    expect(content).toMatchObject({ sent: true, note: expect.stringContaining("WhatsApp is on its way") });
    expect(messages).toMatchObject([
      {
        recipient: { channel: "whatsapp", address: "+919876543210" },
        content: { text: expect.stringMatching(/here/) },
      },
    ]);
  });

  it("writes an SMS with a link to everybody else", async () => {
    const { messages } = await asked({ more: withSms, recent: [yesterday] });
    expect(messages).toMatchObject([
      { recipient: { channel: "sms" }, content: { text: expect.stringContaining("https://wa.me/14155238886") } },
    ]);
  });

  it("says the number where nothing can be written, and never claims that something was sent", async () => {
    const { content, messages } = await asked({ recent: [] });
    expect(content).toMatchObject({ sent: false, note: expect.stringContaining("+14155238886") });
    expect(messages).toEqual([]);
  });

  it("writes nothing in a turn that did not ask", async () => {
    expect((await asked({ recent: [sent] }, "book_test")).messages).toEqual([]);
  });
});

describe("a file on WhatsApp", () => {
  const here = { channel: "whatsapp", files: 1 };

  it("is left to the call that the same number is in, with a word about it", async () => {
    const { preparation, reads } = await prepared({ ...here, call: "open" });
    expect(reads).toEqual(["conversation/client_1/voice/+919876543210"]);
    expect(preparation).toMatchObject({ type: "reply", content: { text: expect.stringContaining("it has arrived") } });
  });

  it("is acknowledged once among several", async () => {
    const { received } = (await import("./phrases.ts")).filePhrases("en");
    const before = aMessage({ role: "agent", text: received, at: "2026-11-29T09:59:30.000Z" }) as Kept;
    const { preparation } = await prepared({ ...here, call: "open", recent: [before] });
    expect(preparation).toMatchObject({ type: "reply", content: null });
  });

  it.each([
    { case: "after the call", call: "ended" },
    { case: "of somebody in no call", call: null },
  ] as const)("is answered here $case", async ({ call }) => {
    expect((await prepared({ ...here, call })).preparation).toBeUndefined();
  });

  it("costs no read when the message has none", async () => {
    expect((await prepared({ channel: "whatsapp", call: "open" })).reads).toEqual([]);
  });
});
