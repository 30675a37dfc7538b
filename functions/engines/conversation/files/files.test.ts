import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { handoffRoutes } from "../inbox/handoff-routes.ts";
import { openInbox, shop } from "../inbox/inbox.fixture.ts";
import { conversationRoutes } from "../routes/conversations.ts";
import { aConversation, anInbound } from "../testing/fixtures.ts";
import { newTurn, turns } from "../turn-record.ts";
import { fileKindOf } from "./file-kind.ts";
import { fileRoutes } from "./file-routes.ts";

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("picture")]);
const page = Buffer.from("<svg onload=alert(1)>");

let inbox: Awaited<ReturnType<typeof openInbox>>;
const asked: string[] = [];
beforeEach(async () => {
  asked.length = 0;
  inbox = await openInbox((dependencies) => [
    ...conversationRoutes(dependencies),
    ...handoffRoutes(dependencies as never),
    ...fileRoutes({
      ...dependencies,
      config: async () => minimalConfig(),
      async readAttachment({ address }) {
        asked.push(address);
        return address.endsWith("gone")
          ? { status: "refused", reason: "The file no longer exists." }
          : { status: "fetched", bytes: address.endsWith("page") ? page : png };
      },
    }),
  ]);
  await inbox.store([{ id: "c1", lastInboundAt: "2026-11-30T07:59:00.000Z" }, { id: "c2" }]);
});
afterEach(() => inbox.close());

const upload = (file: { name: string; bytes: Uint8Array }, id = "c1") =>
  inbox.call<{ attachment_id: string; content_type: string; size: number; url: string }>("uploadAttachment", {
    params: { id },
    body: {},
    file: { ...file, contentType: "text/html" },
  });

it("an upload is what its bytes say, is the same one again, and is given back", async () => {
  const first = await upload({ name: "../door.html", bytes: png });
  expect(first).toMatchObject({ content_type: "image/png", size: png.length, name: ".. door.html" });
  expect(await upload({ name: "door.png", bytes: png })).toMatchObject({ attachment_id: first.attachment_id });
  const params = { id: "c1", file: first.attachment_id };
  expect(Buffer.from(await inbox.call("getAttachment", { params })).equals(png)).toBe(true);
  expect(await inbox.refusal("getAttachment", { params: { ...params, id: "c2" } })).toEqual({
    status: 404,
    code: "file-not-found",
  });
});

it.each([
  ["a page", page],
  ["a program", Buffer.from("MZ\x90\x00")],
])("%s is refused", async (_, bytes) => {
  const asking = { params: { id: "c1" }, body: {}, file: { name: "a.png", bytes, contentType: "image/png" } };
  expect(await inbox.refusal("uploadAttachment", asking)).toEqual({ status: 415, code: "file-type-unsupported" });
});

it("a reply sends it through the channel, once for an Idempotency-Key, and shows where it is", async () => {
  const { attachment_id } = await upload({ name: "door.png", bytes: png });
  const reply = () =>
    inbox.call("replyToCustomer", { params: { id: "c1" }, body: { text: "Here", files: [attachment_id] }, key: "k1" });
  await reply();
  await reply();
  const { items } = await inbox.call<{ items: { attachments: object[] }[] }>("listMessages", { params: { id: "c1" } });
  expect(items).toHaveLength(1);
  expect(items[0]?.attachments).toMatchObject([
    { contentType: "image/png", href: `/v1/conversations/c1/attachments/${attachment_id}` },
  ]);
  expect(inbox.sent).toHaveLength(1);
  expect(JSON.stringify(inbox.sent)).toContain("image/png");
});

it("a reply names no file of another conversation", async () => {
  const { attachment_id } = await upload({ name: "door.png", bytes: png }, "c2");
  const asking = { params: { id: "c1" }, body: { text: "Here", files: [attachment_id] } };
  expect(await inbox.refusal("replyToCustomer", asking)).toEqual({ status: 404, code: "file-not-found" });
});

it("customers' files come through the API, and never as something that a browser runs", async () => {
  const conversation = aConversation({ id: "c1" });
  const attachments: Attachment[] = ["picture", "page", "gone"].map((url) => ({ url, contentType: "image/png" }));
  const turn = newTurn(conversation, { turnId: "t1", inbound: [{ ...anInbound, attachments }], at: anInbound.at });
  await inbox.platform.documents.commit(shop, [put(turns.collection, "t1", newOwned(turn))]);
  const file = (index: number, message = "m1") => ({ params: { id: "c1", turn: "t1", message, index } });
  expect(Buffer.from(await inbox.call("getMessageFile", file(0))).equals(png)).toBe(true);
  expect(inbox.headers()).toMatchObject({
    "Content-Type": "image/png",
    "Content-Disposition": expect.stringMatching(/^inline/),
  });
  await inbox.call("getMessageFile", file(1));
  expect(inbox.headers()).toMatchObject({
    "Content-Type": "application/octet-stream",
    "Content-Disposition": expect.stringMatching(/^attachment/),
  });
  expect(await inbox.refusal("getMessageFile", file(2))).toEqual({ status: 404, code: "file-not-found" });
  expect(await inbox.refusal("getMessageFile", file(7))).toEqual({ status: 404, code: "file-not-found" });
  const other = { params: { id: "c2", turn: "t1", message: "m1", index: 0 } };
  expect(await inbox.refusal("getMessageFile", other)).toEqual({ status: 404, code: "file-not-found" });
  expect(asked).toEqual(["picture", "page", "gone"]);
});

it("tells a film from sound, and an office document by its name", () => {
  const mp4 = (handler: string) => Buffer.from(`\0\0\0\x18ftypisom\0\0\0\0hdlr${handler}`);
  expect(fileKindOf(mp4("vide"))?.contentType).toBe("video/mp4");
  expect(fileKindOf(mp4("soun"))?.contentType).toBe("audio/mp4");
  expect(fileKindOf(Buffer.from("PK\x03\x04"), "Prices.XLSX")?.contentType).toMatch(/spreadsheetml/);
  expect(fileKindOf(Buffer.from("PK\x03\x04"), "program.zip")).toBeUndefined();
});

it("a translated reply is sent in the customer's language, and what was written is kept beside it", async () => {
  const written = { text: "Your report is ready.", language: "en" };
  const body = { text: "आपकी रिपोर्ट तैयार है।", written };
  await inbox.call("replyToCustomer", { params: { id: "c1" }, body });
  const { items } = await inbox.call<{ items: object[] }>("listMessages", { params: { id: "c1" } });
  expect(items).toMatchObject([{ text: body.text, written }]);
  expect(JSON.stringify(inbox.sent)).toContain(body.text);
  expect(JSON.stringify(inbox.sent)).not.toContain(written.text);
});
