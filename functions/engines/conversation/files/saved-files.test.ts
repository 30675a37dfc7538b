import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { cannedReplyRoutes } from "../handoff/operators/canned-routes.ts";
import { handoffRoutes } from "../handoff/routes.ts";
import { openInbox } from "../inbox/inbox.fixture.ts";
import { macroRoutes } from "../inbox/macro-routes.ts";
import { conversationRoutes } from "../routes/conversations.ts";
import { savedFileRoutes } from "./saved-file-routes.ts";

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("price list")]);

let inbox: Awaited<ReturnType<typeof openInbox>>;
beforeEach(async () => {
  const config = async () => minimalConfig();
  inbox = await openInbox((dependencies) => [
    ...conversationRoutes(dependencies),
    ...handoffRoutes(dependencies as never),
    ...savedFileRoutes(dependencies),
    ...cannedReplyRoutes({ ...dependencies, config } as never),
    ...macroRoutes({ ...dependencies, config }),
  ]);
  await inbox.store([{ id: "c1", lastInboundAt: "2026-11-30T07:59:00.000Z" }, { id: "c2" }]);
});
afterEach(() => inbox.close());

const save = (bytes: Uint8Array = png) =>
  inbox.call<{ saved_file_id: string; content_type: string; url: string }>("saveFile", {
    body: {},
    file: { name: "prices.png", bytes, contentType: "text/html" },
  });
const attachments = async (id: string) =>
  (await inbox.call<{ items: { attachments: object[] }[] }>("listMessages", { params: { id } })).items.flatMap(
    (message) => message.attachments,
  );

it("is what its bytes say, the same one again, and given back", async () => {
  const first = await save();
  expect(first).toMatchObject({ content_type: "image/png", url: `/v1/saved-files/${first.saved_file_id}` });
  expect(await save()).toEqual(first);
  const params = { id: first.saved_file_id };
  expect(Buffer.from(await inbox.call("getSavedFile", { params })).equals(png)).toBe(true);
  const page = { body: {}, file: { name: "a.png", bytes: Buffer.from("<svg>"), contentType: "image/png" } };
  expect(await inbox.refusal("saveFile", page)).toEqual({ status: 415, code: "file-type-unsupported" });
  expect(await inbox.refusal("getSavedFile", { params: { id: "other" } })).toEqual({
    status: 404,
    code: "file-not-found",
  });
});

it("goes to a customer as a copy of their own, once however often it is attached", async () => {
  const { saved_file_id } = await save();
  const attach = (id: string) =>
    inbox.call<{ attachment_id: string; name: string }>("attachSavedFile", { params: { id }, body: { saved_file_id } });
  const copy = await attach("c1");
  expect(copy.name).toBe("prices.png");
  expect((await attach("c1")).attachment_id).toBe(copy.attachment_id);
  expect((await attach("c2")).attachment_id).not.toBe(copy.attachment_id);
  await inbox.call("replyToCustomer", { params: { id: "c1" }, body: { text: "Here", files: [copy.attachment_id] } });
  expect(await attachments("c1")).toMatchObject([{ contentType: "image/png" }]);
});

it("is named by a macro, which sends it", async () => {
  const { saved_file_id } = await save();
  const macro = (files: string[]) => ({
    params: { id: "prices" },
    body: { name: "Prices", actions: [{ type: "reply", text: "Our prices", files }] },
  });
  expect(await inbox.refusal("putMacro", macro(["unknown"]))).toEqual({ status: 422, code: "saved-file-unknown" });
  await inbox.call("putMacro", macro([saved_file_id]));
  expect(await inbox.call("listMacros")).toMatchObject({
    items: [{ saved_files: [{ saved_file_id, name: "prices.png" }] }],
  });
  const run = () => inbox.call("runMacro", { params: { id: "prices" }, body: { conversation_id: "c1" }, key: "k1" });
  await run();
  await run();
  expect(await attachments("c1")).toMatchObject([{ contentType: "image/png" }]);
  expect(inbox.sent).toHaveLength(1);
  expect(JSON.stringify(inbox.sent)).toContain("image/png");
});

it("a canned reply names only files that are saved", async () => {
  const body = { title: "Prices", text: "Our prices", files: ["unknown"] };
  expect(await inbox.refusal("putCannedReply", { params: { id: "prices" }, body })).toEqual({
    status: 422,
    code: "saved-file-unknown",
  });
  const { saved_file_id } = await save();
  const saved = await inbox.call("putCannedReply", {
    params: { id: "prices" },
    body: { ...body, files: [saved_file_id] },
  });
  expect(saved).toMatchObject({ files: [{ saved_file_id, name: "prices.png", content_type: "image/png" }] });
});
