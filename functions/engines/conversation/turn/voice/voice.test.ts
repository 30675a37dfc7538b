import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { MessageReceived } from "../../../../../shared/events/index.ts";
import type { ModelReply, ModelRequest } from "../../../../../shared/models/model.ts";
import { RetryableError } from "../../../../../shared/runtime/failures/errors.ts";
import { createLogger } from "../../../../../shared/telemetry/log.ts";
import type { Media } from "../../../../../shared/tools/media/media.ts";
import { spokenOgg } from "../../../../../tests/spoken-audio.fixture.ts";
import type { StoredConversation } from "../../conversations.ts";
import type { ConversationDependencies } from "../../dependencies.ts";
import { accept, newHandoff } from "../../handoff/state.ts";
import { aConversation, anInbound, anOutcome } from "../../testing/fixtures.ts";
import { dependenciesWith, given, testTenant } from "../../testing/given.ts";
import { turnStep } from "../turn.ts";
import { hearVoice } from "./hear-voice.ts";

const atOnce = minimalConfig("  conversation: { burst_window_ms: 0 }\n");
const note = { url: "meta-media:77", contentType: "audio/ogg; codecs=opus" };
const voiceNote: MessageReceived = {
  conversationId: "c1",
  messageId: "m1",
  channel: "whatsapp",
  accountAddress: "+14155238886",
  customerAddress: "+919812345678",
  customerName: "Asha",
  text: "",
  attachments: [note],
  choiceId: null,
  thread: null,
  configName: null,
};

interface Given {
  readonly media?: Media | Error;
  readonly reply?: Partial<ModelReply> | Error;
  readonly config?: typeof atOnce;
}

/** The agent answers with a fixed text; the model hears what is given. */
function setUp({
  media = fetched(spokenOgg("कल ग्यारह बजे")),
  reply = heard("कल ग्यारह बजे आऊँगी"),
  config = atOnce,
}: Given) {
  const asked: ModelRequest[] = [];
  const read: string[] = [];
  const shown: string[] = [];
  const dependencies: ConversationDependencies = {
    ...dependenciesWith(config),
    agent: {
      async run(turn) {
        shown.push(...turn.inbound.map(({ text }) => text));
        return anOutcome({ text: "Noted." });
      },
    },
    models: {
      async generate(_choice, request) {
        asked.push(request);
        if (reply instanceof Error) throw reply;
        return {
          model: "ear-1",
          served: "ear-1-001",
          parts: [],
          finish: "stop",
          inputTokens: 200,
          outputTokens: 9,
          ...reply,
        };
      },
    },
    async readAttachment({ address }) {
      read.push(address);
      if (media instanceof Error) throw media;
      return media;
    },
  };
  return { dependencies, asked, read, shown };
}

function fetched(bytes: Buffer): Media {
  return { status: "fetched", bytes };
}

function heard(text: string): Partial<ModelReply> {
  return { parts: [{ type: "text", text }] };
}

async function whenCustomerSpeaks(
  how: Given,
  before: StoredConversation = aConversation(),
  over: Partial<MessageReceived> = {},
) {
  const world = setUp(how);
  const result = await given(before).when(turnStep(world.dependencies), { ...voiceNote, ...over });
  return { ...world, ...result };
}

describe("a voice note", () => {
  it("is written down by the model, and the agent answers what was said", async () => {
    const { asked, read, shown, texts, record, decision } = await whenCustomerSpeaks({});
    expect(read).toEqual(["meta-media:77"]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.messages[0]?.parts).toMatchObject([{ type: "text" }, { type: "blob", contentType: "audio/ogg" }]);
    expect(shown).toEqual(["कल ग्यारह बजे आऊँगी"]);
    expect(texts).toEqual(["Noted."]);
    expect(record).toMatchObject({
      inbound: [{ text: "कल ग्यारह बजे आऊँगी", attachments: [note], voice: { unheard: null } }],
      usage: { model: "m", inputTokens: 201, outputTokens: 11, modelCalls: 2 },
    });
    expect(decision?.document).toMatchObject({
      spent: { turns: 1, modelTokens: 212 },
      recent: [{ text: "[Voice note] कल ग्यारह बजे आऊँगी" }, { text: "Noted." }],
    });
  });

  it("is written down for the operator who has the conversation, and costs that turn", async () => {
    const at = "2026-11-22T09:00:00.000Z";
    const wish = { id: "h1", type: "human_agent", department: null, skills: [], priority: "medium", at };
    const held = aConversation({ status: "escalated", handoff: accept(newHandoff(wish), "asha", at) });
    const { texts, record } = await whenCustomerSpeaks({}, held);
    expect(texts).toEqual([]);
    expect(record).toMatchObject({ inbound: [{ text: "कल ग्यारह बजे आऊँगी" }], usage: { model: "ear-1", modelCalls: 1 } });
  });

  it("waits in a burst with its transcript", async () => {
    const config = minimalConfig("  conversation: { burst_window_ms: 2000 }\n");
    const { decision } = await whenCustomerSpeaks({ config });
    expect(decision?.document.pending).toMatchObject([{ text: "कल ग्यारह बजे आऊँगी", voice: { unheard: null } }]);
  });

  it("stands behind the words that came with it", async () => {
    const { shown } = await whenCustomerSpeaks({}, undefined, { text: "About my order:" });
    expect(shown).toEqual(["About my order:\nकल ग्यारह बजे आऊँगी"]);
  });

  it("is a STOP when it says STOP", async () => {
    const { asked, shown, decision } = await whenCustomerSpeaks({ reply: heard("Stop.") });
    expect(asked).toHaveLength(1);
    expect(shown).toEqual([]);
    expect(decision?.document).toMatchObject({ optOut: expect.anything() });
  });
});

describe("a voice note that cannot be heard", () => {
  it.each<[string, Given, string]>([
    ["the model is down", { reply: new RetryableError("model-unavailable", "down") }, "unavailable"],
    ["the file cannot be had", { media: new RetryableError("media-unavailable", "down") }, "unavailable"],
    ["the file is gone", { media: { status: "refused", reason: "gone" } }, "unavailable"],
    ["its format is not known", { media: fetched(Buffer.from("#!AMR\nxxxx")) }, "unknown-format"],
    ["it is longer than the product listens", { media: fetched(spokenOgg("long", 601)) }, "too-long"],
    ["nobody speaks", { reply: heard("[no speech]") }, "not-understood"],
    ["the model refuses it", { reply: { finish: "blocked" } }, "not-understood"],
  ])("because %s: the customer is told at once, and the operator sees why", async (_, how, unheard) => {
    const { shown, texts, record } = await whenCustomerSpeaks(how, aConversation({ language: "hi" }));
    expect(shown).toEqual([]);
    expect(texts).toEqual(["माफ़ कीजिए, आपका वॉइस नोट समझ में नहीं आया। कृपया अपनी बात लिखकर भेजें।"]);
    expect(record).toMatchObject({ inbound: [{ text: "", attachments: [note], voice: { unheard } }] });
  });

  it("does not hide the words that came with it: the agent answers them, and the customer is told", async () => {
    const how = { reply: heard("[no speech]") };
    const { shown, texts } = await whenCustomerSpeaks(how, aConversation(), { text: "What are your hours?" });
    expect(shown).toEqual(["What are your hours?"]);
    expect(texts).toEqual(["Noted.", "Sorry, I could not understand your voice note. Please write it as a message."]);
  });

  it("costs no model call where the file decides, and four notes at once are too long", async () => {
    const { asked } = await whenCustomerSpeaks({ media: fetched(spokenOgg("long", 601)) });
    expect(asked).toEqual([]);
    const four = await whenCustomerSpeaks({}, aConversation(), { attachments: [note, note, note, note] });
    expect(four.asked).toHaveLength(3);
    expect(four.record?.inbound).toMatchObject([{ voice: { unheard: "too-long" } }]);
  });
});

describe("a voice note that is delivered again", () => {
  it("is not heard again, whether it was understood or not", async () => {
    const kept = new Map<string, unknown>();
    const effect = async <R>(key: string, run: (id: string) => Promise<R>): Promise<R> => {
      if (!kept.has(key)) kept.set(key, JSON.parse(JSON.stringify(await run(key))));
      return kept.get(key) as R;
    };
    const ctx = { effect, signal: new AbortController().signal, log: createLogger({ level: "silent" }) };
    for (const reply of [heard("hello"), new RetryableError("model-unavailable", "down")]) {
      kept.clear();
      const { dependencies, asked } = setUp({ reply });
      const inbound = { ...anInbound, text: "", attachments: [note] };
      const of = { tenantId: testTenant, conversation: aConversation(), inbound, config: atOnce };
      const first = await hearVoice(dependencies, of, ctx);
      expect(await hearVoice(dependencies, of, ctx)).toEqual(first);
      expect(asked).toHaveLength(1);
    }
  });
});

test("a picture that no tool reads is told to the agent", async () => {
  const notes: (readonly string[])[] = [];
  const { dependencies } = setUp({});
  const agent: ConversationDependencies["agent"] = {
    async run(turn) {
      notes.push(turn.briefing?.notes ?? []);
      return anOutcome();
    },
  };
  const picture = { ...voiceNote, attachments: [{ url: "meta-media:1", contentType: "image/jpeg" }] };
  const { record } = await given(aConversation()).when(turnStep({ ...dependencies, agent }), picture);
  expect(notes.flat()).toEqual([expect.stringContaining("You cannot look into the files")]);
  expect(record?.inbound[0]?.voice).toBeUndefined();
});
