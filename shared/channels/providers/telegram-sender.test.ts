import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { sandboxTelegram } from "../../../emulators/sandbox/telegram/account.ts";
import { startSandbox } from "../../../emulators/sandbox.ts";
import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import type { Choice, Content } from "../../events/index.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { createLogger } from "../../telemetry/log.ts";
import type { ChannelMessage } from "../sending/channel-message.ts";
import type { ProviderReport } from "../sending/send-report.ts";
import type { ShapedContent } from "../sending/shaped-content.ts";
import { telegramFormat } from "../telegram.ts";
import { telegramSender } from "./telegram-sender.ts";

const tenantId = TenantId.parse("client_1");
const chat = "700000601";
const lines: string[] = [];
const log = createLogger({ level: "debug", destination: { write: (line) => void lines.push(line) } });

const sandbox = await startSandbox({ port: 0 });
const dataDir = mkdtempSync(join(tmpdir(), "telegram-"));
const platform = openEmbedded({ dataDir });
afterAll(async () => {
  await sandbox.close();
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});
beforeEach(async () => {
  await control("reset");
  lines.length = 0;
  // Only who has written to a bot can be written to; nobody listens to the webhook here.
  await customer({ text: "/start" });
});

async function control<T>(path: string, body: object = {}): Promise<T> {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}
const customer = (act: object) =>
  control("telegram/customer", { webhooks: "http://127.0.0.1:9", account: "bot_1", address: chat, ...act });
const sentBodies = async () => {
  const response = await fetch(`${sandbox.url}/_sandbox/telegram/messages`);
  return ((await response.json()) as { method: string; body: { text?: string } }[]).map(({ method, body }) => ({
    method,
    ...body,
  }));
};

let messages = 0;
function sender(how: { readonly token?: string | undefined; readonly baseUrl?: string } = {}) {
  const { token = sandboxTelegram.botToken, baseUrl = `${sandbox.url}/telegram` } = how;
  messages += 1;
  const messageId = `m${messages}`;
  const keys = { ...platform.keys, secret: async () => ("token" in how ? how.token : token) };
  const send = telegramSender({
    keys,
    config: async () => minimalConfig(),
    publicUrl: "https://agency.example",
    baseUrl,
    certainty: {
      documents: platform.documents,
      now: () => new Date(),
      graceMs: 30_000,
      reported: async () => undefined,
    },
  });
  return (
    content: ShapedContent,
    more: { readonly part?: number; readonly repeated?: boolean; readonly to?: string } = {},
  ) => {
    const { part = 0, repeated = false, to = chat } = more;
    const message: ChannelMessage = {
      conversationId: "c",
      turnId: "t",
      messageId,
      part,
      channel: "telegram",
      provider: "telegram",
      account: "telegram",
      from: "bot_1",
      to,
      content,
      fallback: null,
      byPerson: false,
      thread: null,
      config: { name: "main", version: 1 },
      knownProviderIds: [],
    };
    return send(message, { id: `${messageId}.${part}`, tenantId, decidedAt: new Date(0), repeated, log });
  };
}
const text = (words: string): ShapedContent => ({ type: "text", text: words });

describe("what is shown", () => {
  const shaping = { language: "hi", media: true, thread: null, subject: null };
  const shape = (content: Partial<Content>, more: object = {}) =>
    telegramFormat.shape({ text: "", choices: [], media: [], ...content }, { ...shaping, ...more });
  const choices = (...ids: string[]): Choice[] => ids.map((id) => ({ id, label: `विकल्प ${id}` }));

  test("choices are buttons below the text, and numbered where they are too many or too long", () => {
    expect(shape({ text: "कब?", choices: choices("a", "b") })).toEqual([
      { type: "buttons", text: "कब?", choices: choices("a", "b") },
    ]);
    const many = Array.from({ length: 21 }, (_, index) => String(index));
    expect(shape({ text: "When?", choices: choices(...many) })[0]).toMatchObject({ type: "text" });
    expect(shape({ text: "When?", choices: [{ id: "a", label: "x".repeat(41) }] })[0]).toMatchObject({ type: "text" });
  });

  test("a file that Telegram fetches goes with its caption, another as a link", () => {
    const pdf = { url: "https://files.example/list.pdf", contentType: "application/pdf" };
    const sheet = { url: "https://files.example/list.xlsx", contentType: "application/vnd.ms-excel" };
    expect(shape({ text: "Prices", media: [pdf] })).toEqual([{ type: "media", ...pdf, caption: "Prices" }]);
    expect(shape({ text: "Prices", media: [sheet] })).toEqual([text(`Prices\n${sheet.url}`)]);
    expect(shape({ text: "Prices", media: [pdf] }, { media: false })).toEqual([text(`Prices\n${pdf.url}`)]);
    expect(shape({ text: "x".repeat(1_025), media: [pdf] })).toMatchObject([{ caption: "" }, { type: "text" }]);
  });

  test("Telegram takes whatever is shaped, in Hindi and with emoji, and no id of a choice is too long", async () => {
    const any: fc.Arbitrary<Content> = fc.record({
      text: fc
        .string({ unit: fc.constantFrom("क", "मि", " ", "🙏", "a", "\n"), minLength: 1, maxLength: 9_000 })
        .filter((words) => words.trim() !== ""),
      choices: fc.array(
        fc.record({
          id: fc.string({ minLength: 1, maxLength: 200 }),
          label: fc.constantFrom("हाँ", "No", "x".repeat(60)),
        }),
        { maxLength: 24 },
      ),
      media: fc.array(fc.constant({ url: "https://files.example/a.jpg", contentType: "image/jpeg" }), { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(any, async (content) => {
        const send = sender();
        for (const part of telegramFormat.shape(content, shaping))
          expect((await send(part)) as ProviderReport).toMatchObject({ status: "sent", errorCode: null });
      }),
      { numRuns: 40 },
    );
  });
});

test("sends text, buttons and files with the genuine client, and says who got it as what", async () => {
  const send = sender();
  expect(await send(text("नमस्ते *आशा*"))).toMatchObject({
    status: "sent",
    providerMessageId: expect.stringMatching(/^700000601:\d+$/),
  });
  await send({
    type: "buttons",
    text: "कब?",
    choices: [
      { id: "slot:10", label: "10 बजे" },
      { id: "y".repeat(90), label: "11 बजे" },
    ],
  });
  await send({ type: "media", url: "https://files.example/a.jpg", contentType: "image/jpeg", caption: "Map" });
  const keyboard = [[{ text: "10 बजे", callback_data: "slot:10" }], [{ text: "11 बजे", callback_data: "~2" }]];
  expect(await sentBodies()).toEqual([
    { method: "sendMessage", chat_id: chat, text: "नमस्ते *आशा*" },
    { method: "sendMessage", chat_id: chat, text: "कब?", reply_markup: { inline_keyboard: keyboard } },
    { method: "sendPhoto", chat_id: chat, photo: "https://files.example/a.jpg", caption: "Map" },
  ]);
});

test("who has blocked the bot, or never opened it, is not tried again", async () => {
  expect(await sender()(text("hello"), { to: "42" })).toMatchObject({
    status: "failed",
    errorCode: "recipient-unknown",
  });
  await customer({ fields: { block: true } });
  expect(await sender()(text("hello"))).toMatchObject({ status: "failed", errorCode: "recipient-blocked" });
});

test.each([
  "Bad Request: failed to get HTTP URL content",
  "Bad Request: wrong file identifier/HTTP URL specified",
  "Bad Request: wrong type of the web page content",
])("a file that Telegram cannot fetch (%s) goes as a link, with its caption", async (description) => {
  const body = { ok: false, error_code: 400, description };
  await control("faults", { provider: "telegram", match: "sendPhoto", status: 400, body });
  const photo = {
    type: "media",
    url: "https://files.example/a.jpg",
    contentType: "image/jpeg",
    caption: "नक्शा",
  } as const;
  expect(await sender()(photo)).toMatchObject({ status: "sent", errorCode: null });
  expect(await sentBodies()).toEqual([
    { method: "sendMessage", chat_id: chat, text: "नक्शा\nhttps://files.example/a.jpg" },
  ]);
});

test("a file is not sent again as a link where Telegram refuses the message for another reason", async () => {
  const body = { ok: false, error_code: 400, description: "Bad Request: not enough rights to send photos to the chat" };
  await control("faults", { provider: "telegram", match: "sendPhoto", status: 400, body });
  const photo = {
    type: "media",
    url: "https://files.example/a.jpg",
    contentType: "image/jpeg",
    caption: "Map",
  } as const;
  expect(await sender()(photo)).toMatchObject({ status: "failed", errorCode: "400" });
  expect(await sentBodies()).toEqual([]);
});

test("a customer who has never opened the bot is unknown, not one who blocked it", async () => {
  const description = "Forbidden: bot can't initiate conversation with a user";
  const body = { ok: false, error_code: 403, description };
  await control("faults", { provider: "telegram", match: "sendMessage", status: 403, body });
  expect(await sender()(text("hello"))).toMatchObject({ status: "failed", errorCode: "recipient-unknown" });
});

test("comes again when Telegram says, and then sends the part that was not taken", async () => {
  const body = {
    ok: false,
    error_code: 429,
    description: "Too Many Requests: retry after 7",
    parameters: { retry_after: 7 },
  };
  await control("faults", { provider: "telegram", match: "sendMessage", status: 429, body });
  const send = sender();
  await expect(send(text("one"))).rejects.toMatchObject({ code: "telegram-unavailable", retryAfterMs: 7_000 });
  await send(text("one"), { repeated: true });
  await send(text("two"), { part: 1, repeated: true });
  expect((await sentBodies()).map((sent) => sent.text)).toEqual(["one", "two"]);
});

test("a send whose outcome nobody knows is made again at once, for nobody will ever tell", async () => {
  await control("faults", { provider: "telegram", match: "sendMessage", drop: "after" });
  const send = sender();
  await expect(send(text("once or twice"))).rejects.toThrow("broke before it answered");
  await send(text("once or twice"), { repeated: true });
  expect(await sentBodies()).toHaveLength(2);
});

describe("the token", () => {
  const wrong = "7000000001:AAa-wrong-token-that-is-long-enough";

  test("that Telegram does not know is the operator's to mend", async () => {
    await expect(sender({ token: wrong })(text("hello"))).rejects.toMatchObject({
      name: "TerminalError",
      code: "telegram-credentials",
    });
    expect(await sender({ token: undefined })(text("hello"))).toMatchObject({ errorCode: "no-telegram-account" });
  });

  test("stands in no error and in no line of the log, whatever goes wrong", async () => {
    const notJson = createServer((_, response) => response.end("<html>"));
    await new Promise<void>((ready) => notJson.listen(0, "127.0.0.1", ready));
    const at = `http://127.0.0.1:${(notJson.address() as AddressInfo).port}`;
    await control("faults", { provider: "telegram", status: 500 });
    const failures = [
      sender()(text("a")),
      sender({ baseUrl: at })(text("b")),
      sender({ baseUrl: "http://127.0.0.1:9" })(text("c")),
      sender({ token: wrong })(text("d")),
    ];
    const errors = (await Promise.allSettled(failures)).map((each) =>
      each.status === "rejected" ? (each.reason as Error) : undefined,
    );
    notJson.close();
    notJson.closeAllConnections();
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      log.error({ err: error }, "as the runner logs it");
      // Dead letters keep messages as they are; the logger masks what it knows.
      expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/AAsandbox|AAa-wrong/);
    }
    expect(lines.join("\n")).not.toMatch(/AAsandbox|AAa-wrong/);
  });
});
