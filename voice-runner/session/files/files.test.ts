import { setTimeout as sleep } from "node:timers/promises";
import { calls, newCall } from "../../../functions/engines/calls/call.ts";
import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { messageReceived } from "../../../shared/events/index.ts";
import { put } from "../../../shared/platform/documents.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { inRealTime } from "../../../tests/voice/real-time.ts";
import { call, openTestCall, reply, saying } from "../testing/call-fixture.ts";
import { fileWait } from "./file-wait.ts";
import { followFiles } from "./follow-files.ts";

inRealTime();

const yaml = `  tools: { available: [{ name: read_prescription, type: ai_vision, config: {} }] }
  conversation: { burst_window_ms: { whatsapp: 0 } }
  voice: { business_logic: { data_collection: [{ prescription_analysis: true }] } }
  channels: { input: [{ type: whatsapp, provider: twilio_whatsapp, config: { phone_number: "+14155238886" } }] }
`;
const tts = { msPerCharacter: 5 };
const ids = testIds(tenantId);
type Test = Awaited<ReturnType<typeof openTestCall>>;

let ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
});

/** A call that was greeted, whose record says that it goes on. */
async function greeted(answer: Parameters<typeof openTestCall>[0]["answer"]): Promise<Test> {
  const test = await openTestCall({ script: [], answer, tts, yaml });
  ends.push(test.close);
  const at = new Date().toISOString();
  const record = { ...newCall(call.callId, at), conversationId: test.session.conversationId };
  await test.platform.documents.commit(tenantId, [put(calls.collection, call.callId, newOwned(record))]);
  await test.start();
  await test.said("Hello");
  await test.listening(0);
  return test;
}

function follow(test: Test, isResumed = false, onFiles = test.session.sent): void {
  const whatsappId = conversationIdOf(ids, "whatsapp", call.customerAddress);
  const onFault = (error: unknown) => {
    throw error;
  };
  const now = () => new Date();
  const { conversationId: callId } = test.session;
  ends.push(followFiles(test.platform.documents, tenantId, { whatsappId, callId, isResumed, now, onFiles, onFault }));
}

/** A message on WhatsApp, as the webhook takes it. */
async function write(
  { turns }: Test,
  { from = call.customerAddress, text = "", files = 1 }: { from?: string; text?: string; files?: number } = {},
) {
  const id = `m-${Math.random()}`;
  const conversationId = conversationIdOf(ids, "whatsapp", from);
  const attachments = Array.from({ length: files }, (_, index) => ({
    url: `https://files.test/${id}/${index}`,
    contentType: "image/jpeg",
  }));
  return turns.run(
    envelopeOf(messageReceived, {
      id,
      tenantId,
      key: conversationId,
      at: new Date(),
      data: {
        conversationId,
        channel: "whatsapp",
        accountAddress: "+14155238886",
        customerAddress: from,
        configName: null,
        customerName: null,
        choiceId: null,
        thread: null,
        messageId: id,
        text,
        attachments,
      },
    }),
  );
}

describe("a photo that a caller sends by WhatsApp during the call", () => {
  it("is answered aloud in the call's conversation, without the caller saying anything", async () => {
    const asked: number[] = [];
    const test = await greeted(async (_ports, turn) => {
      asked.push(turn.inbound.flatMap(({ attachments }) => attachments).length);
      return reply("I read a blood count. Is that right?");
    });
    follow(test);
    await sleep(100);
    expect(await write(test, { text: "here" })).toMatchObject({ text: expect.stringContaining("it has arrived") });
    await test.said("I read a blood count.");
    await test.session.end("agent-hung-up");
    expect(asked).toEqual([1]);
    const heard = (await test.records()).filter(({ conversationId }) => conversationId === test.session.conversationId);
    expect(heard.flatMap(({ inbound }) => inbound)).toMatchObject([
      { text: "here", attachments: [{ contentType: "image/jpeg" }] },
    ]);
  });

  it("is one of several, which all reach the call once and in their order", async () => {
    const asked: string[] = [];
    const test = await greeted(async (_ports, turn) => {
      asked.push(...turn.inbound.flatMap(({ attachments }) => attachments.map(({ url }) => url)));
      return reply("I see them.");
    });
    follow(test);
    await sleep(100);
    const [first, second] = [await write(test, { files: 2 }), await write(test, { files: 1 })];
    await until("all have been answered", () => asked.length >= 3);
    await test.session.end("agent-hung-up");
    const of = ({ turnId }: { turnId: string }, index: number) => `https://files.test/${turnId}/${index}`;
    expect(asked).toEqual([of(first, 0), of(first, 1), of(second, 0)]);
    expect(second.text).toBeNull();
  });

  it("of another number never reaches the call, and is answered where it came", async () => {
    const test = await greeted(saying("Somebody else's chat."));
    follow(test);
    await sleep(100);
    expect(await write(test, { from: "+919800000009" })).toMatchObject({ text: "Somebody else's chat." });
    await sleep(500);
    expect(test.events.filter(({ type }) => type === "said")).toHaveLength(1);
  });

  it("is taken up by the agent that replaces a lost one, unless the lost one had it", async () => {
    const test = await greeted(saying("I read it."));
    await write(test);
    const told: number[] = [];
    follow(test, true, ({ attachments }) => void told.push(attachments.length));
    await until("the new agent has the file", () => told.length === 1);
    follow(test, true, test.session.sent);
    await test.said("I read it.");
    await test.listening();
    follow(test, true, () => void told.push(99));
    await sleep(500);
    expect(told).toEqual([1]);
  });
});

describe("the wait for a file", () => {
  it("ends with a word when nothing comes, and silently when it does", async () => {
    const did: string[] = [];
    const ports = { onChanged: () => void did.push("changed"), onNothing: () => void did.push("nothing") };
    const wait = fileWait(ports, 30);
    wait.begin();
    expect(wait.isWaiting()).toBe(true);
    wait.end();
    wait.begin();
    await until("the wait is over", () => !wait.isWaiting());
    expect(did).toEqual(["changed", "changed", "changed", "changed", "nothing"]);
  });

  it("keeps the agent from asking whether the caller is still there", async () => {
    const test = await openTestCall({
      script: [],
      tts,
      yaml,
      settings: {
        silence: { promptAfterMs: 700, maxPrompts: 3, prompt: () => "Are you there?", goodbye: () => "Bye." },
      },
      async answer({ emit }) {
        emit?.({ type: "tool", name: "request_file", status: "completed" } as never);
        return reply("I wait.");
      },
    });
    ends.push(test.close);
    await test.start();
    await test.said("Hello");
    test.session.typed("I have a prescription");
    await test.said("I wait.");
    await sleep(2_000);
    expect(test.tts.texts).not.toContain("Are you there?");
  });
});
