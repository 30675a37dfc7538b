import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { type SavedFileDue, savedFileDue } from "../../../../shared/events/conversation/saved-files.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import { type Documents, remove } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { cannedReplyRoutes } from "../handoff/operators/canned-routes.ts";
import { openInbox, shop } from "../inbox/inbox.fixture.ts";
import { inboxMacros } from "../inbox/macro.ts";
import { macroRoutes } from "../inbox/macro-routes.ts";
import { forgetSavedFileStep } from "./forget-saved-file.ts";
import { savedFiles } from "./saved-file.ts";
import { savedFileRoutes } from "./saved-file-routes.ts";

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("price list")]);
const uploadedAt = "2026-11-30T08:00:00.000Z";
const dayLater = "2026-12-01T08:00:00.000Z";

let inbox: Awaited<ReturnType<typeof openInbox>>;
beforeEach(async () => {
  const config = async () => minimalConfig();
  inbox = await openInbox((dependencies) => [
    ...savedFileRoutes(dependencies),
    ...cannedReplyRoutes({ ...dependencies, config } as never),
    ...macroRoutes({ ...dependencies, config }),
  ]);
  inbox.setTime(uploadedAt);
});
afterEach(() => inbox.close());

const save = async (asking: object = {}) => {
  const file = { name: "prices.png", bytes: png, contentType: "image/png" };
  return (await inbox.call<{ saved_file_id: string }>("saveFile", { body: {}, file, ...asking })).saved_file_id;
};
const putReply = (files: readonly string[]) =>
  inbox.call("putCannedReply", { params: { id: "prices" }, body: { title: "Prices", text: "Our prices", files } });
const isThere = async (id: string) => (await inbox.platform.documents.get(shop, savedFiles, id)) !== undefined;
const stored = async () => (await inbox.platform.blobs.list(shop, "saved-files/")).length;

/** Everything that was planned until now comes, as the scheduler would bring it. */
async function itIs(time: string, ports: { documents?: Documents; blobs?: Pick<Blobs, "delete"> } = {}) {
  inbox.setTime(time);
  const step = forgetSavedFileStep({ ...inbox.platform, ...ports });
  const due = inbox.scheduled.filter(({ at }) => at <= time);
  for (const { name: id, data } of due) {
    const { fileId: key } = data as SavedFileDue;
    const event = envelopeOf(savedFileDue, { id, tenantId: shop, key, at: inbox.now(), data: data as SavedFileDue });
    await inbox.runner.run(step, event, { repeatable: true });
  }
}

it("goes a day after its upload when nothing names it, and not before", async () => {
  const id = await save();
  await itIs("2026-12-01T07:59:59.000Z");
  expect(await isThere(id)).toBe(true);
  await itIs(dayLater);
  expect([await isThere(id), await stored()]).toEqual([false, 0]);
});

it.each([
  ["a saved reply", "putCannedReply", { title: "Prices", text: "Our prices" }, "deleteCannedReply"],
  ["a macro", "putMacro", { name: "Prices" }, "deleteMacro"],
])("stays while %s names it, and a day longer", async (_, putIt, body, deleteIt) => {
  const id = await save();
  const actions = [{ type: "reply", text: "Our prices", files: [id] }];
  await inbox.call(putIt, { params: { id: "prices" }, body: { ...body, files: [id], actions } });
  await itIs("2027-01-01T00:00:00.000Z");
  expect(await isThere(id)).toBe(true);
  await inbox.call(deleteIt, { params: { id: "prices" } });
  await itIs("2027-01-01T23:59:59.000Z");
  expect(await isThere(id)).toBe(true);
  await itIs("2027-01-02T00:00:00.000Z");
  expect([await isThere(id), await stored()]).toEqual([false, 0]);
});

it("has a new day when it is uploaded again or taken out of a reply that keeps others", async () => {
  const id = await save();
  inbox.setTime("2026-11-30T20:00:00.000Z");
  expect(await save()).toBe(id);
  await itIs(dayLater);
  expect(await isThere(id)).toBe(true);
  await putReply([id]);
  await putReply([]);
  await itIs("2026-12-01T20:00:00.000Z");
  expect(await isThere(id)).toBe(true);
  await itIs("2026-12-02T08:00:00.000Z");
  expect([await isThere(id), await stored()]).toEqual([false, 0]);
});

it("stays when a reply takes it while it is looked at", async () => {
  const id = await save();
  const { documents } = inbox.platform;
  const whileLooking: Documents = {
    ...documents,
    async get(tenantId, collection, key) {
      const found = await documents.get(tenantId, collection, key);
      if (collection.name === inboxMacros.name) await putReply([id]);
      return found;
    },
  };
  await expect(itIs(dayLater, { documents: whileLooking })).rejects.toMatchObject({ code: "saved-file-contended" });
  await itIs(dayLater);
  expect([await isThere(id), await stored()]).toEqual([true, 1]);
});

it("is gone whole when the process dies in between", async () => {
  const id = await save();
  const dies = { delete: () => Promise.reject(new Error("killed")) };
  await expect(itIs(dayLater, { blobs: dies })).rejects.toThrow("killed");
  expect([await isThere(id), await stored()]).toEqual([false, 1]);
  await itIs(dayLater);
  expect(await stored()).toBe(0);
});

it("leaves nothing behind when the process dies in the middle of the upload", async () => {
  const id = await save({ key: "k1" });
  await inbox.platform.documents.commit(shop, [remove(savedFiles, id)]);
  await itIs(dayLater);
  expect(await stored()).toBe(0);
});
