import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import type { Models, Payer } from "../../../../shared/models/model.ts";
import { remove } from "../../../../shared/platform/documents.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { spokenOgg } from "../../../../tests/spoken-audio.fixture.ts";
import { openInbox, shop } from "../inbox/inbox.fixture.ts";
import { conversationFiles } from "./conversation-file.ts";
import { fileRoutes } from "./file-routes.ts";
import { fileTranscriptRoute } from "./file-transcript.ts";

let inbox: Awaited<ReturnType<typeof openInbox>>;
let says: string | Error;
const payers: Payer[] = [];
let whileListening: () => Promise<unknown>;
const models: Models = {
  async generate(_choice, { payer }) {
    payers.push(payer);
    await whileListening();
    if (says instanceof Error) throw says;
    const usage = { model: "ear-1", served: "ear-1-001", inputTokens: 200, outputTokens: 9 };
    return { ...usage, parts: [{ type: "text", text: says }], finish: "stop" };
  },
};
beforeEach(async () => {
  payers.length = 0;
  says = "मैं कल आऊँगी";
  whileListening = async () => undefined;
  inbox = await openInbox((dependencies) => {
    const config = async () => minimalConfig();
    const readAttachment = async () => ({ status: "refused" as const, reason: "gone" });
    const given = { ...dependencies, config, readAttachment, models };
    return [...fileRoutes(given), fileTranscriptRoute(given)];
  });
  await inbox.store([{ id: "c1" }, { id: "c2" }]);
});
afterEach(() => inbox.close());

async function uploaded(bytes: Uint8Array, name = "note.ogg"): Promise<string> {
  const file = { name, bytes, contentType: "audio/ogg" };
  const { attachment_id } = await inbox.call("uploadAttachment", { params: { id: "c1" }, body: {}, file });
  return String(attachment_id);
}
const of = (file: string, id = "c1") => ({ params: { id, file }, body: {} });

it("is written down by the model once, kept with the file, and paid by the client", async () => {
  const file = await uploaded(spokenOgg("मैं कल आऊँगी"));
  const heard = { attachment_id: file, text: "मैं कल आऊँगी", unheard: null };
  expect(await inbox.call("transcribeAttachment", of(file))).toEqual(heard);
  expect(await inbox.call("transcribeAttachment", of(file))).toEqual(heard);
  expect(payers).toEqual([{ tenantId: "shop", conversationId: "c1" }]);
});

it("says why it was not heard, and costs no model call where the file decides", async () => {
  says = "[no speech]";
  const silent = await uploaded(spokenOgg("hm"));
  const expected = { text: null, unheard: "not-understood" };
  expect(await inbox.call("transcribeAttachment", of(silent))).toMatchObject(expected);
  const long = await uploaded(spokenOgg("long", 601));
  expect(await inbox.call("transcribeAttachment", of(long))).toMatchObject({ text: null, unheard: "too-long" });
  expect(payers).toHaveLength(1);
});

it("is tried again after the model could not be had", async () => {
  says = new RetryableError("model-unavailable", "down");
  const file = await uploaded(spokenOgg("hello"));
  expect(await inbox.refusal("transcribeAttachment", of(file))).toMatchObject({ code: "model-unavailable" });
  says = "hello";
  expect(await inbox.call("transcribeAttachment", of(file))).toMatchObject({ text: "hello" });
});

it("is refused for a picture and for another conversation's file", async () => {
  const picture = await uploaded(Buffer.from("89504e470d0a1a0a", "hex"), "a.png");
  const refused = { status: 422, code: "file-not-audio" };
  expect(await inbox.refusal("transcribeAttachment", of(picture))).toEqual(refused);
  const missing = { status: 404, code: "file-not-found" };
  expect(await inbox.refusal("transcribeAttachment", of(await uploaded(spokenOgg("hi")), "c2"))).toEqual(missing);
});

it("does not bring back a file that was erased meanwhile", async () => {
  const file = await uploaded(spokenOgg("hello"));
  const { documents } = inbox.platform;
  whileListening = () => documents.commit(shop, [remove(conversationFiles, file)]);
  await inbox.call("transcribeAttachment", of(file));
  expect(await documents.get(shop, conversationFiles, file)).toBeUndefined();
});
