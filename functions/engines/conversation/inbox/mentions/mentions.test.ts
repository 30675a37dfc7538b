import { put } from "../../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { newOperator, operators } from "../../handoff/operators/operator.ts";
import { handoffRoutes } from "../handoff-routes.ts";
import { openInbox, shop } from "../inbox.fixture.ts";
import { mentionRoutes } from "./mention-routes.ts";

const at = "2026-11-30T08:00:00.000Z";

interface Listed {
  readonly items: readonly {
    readonly mention_id: string;
    readonly conversation_id: string;
    readonly by: string;
    readonly text: string;
    readonly read: boolean;
  }[];
  readonly next_cursor: string | null;
  readonly unread: number;
}

let inbox: Awaited<ReturnType<typeof openInbox>>;
beforeEach(async () => {
  inbox = await openInbox((dependencies) => [
    ...handoffRoutes(dependencies as never),
    ...mentionRoutes({ documents: dependencies.documents }),
  ]);
  await inbox.store([{ id: "c1" }, { id: "c2" }]);
  const known = ["asha", "ravi", "bela"].map((id) => ({ ...newOperator(id, at), name: id }));
  await inbox.platform.documents.commit(
    shop,
    known.map((each) => put(operators.collection, each.id, newOwned(each))),
  );
});
afterEach(() => inbox.close());

let minutes = 0;
/** Asha's note, a minute after the one before. */
async function note(conversation: string, text: string, mentions: readonly string[], key?: string): Promise<void> {
  minutes += 1;
  inbox.setTime(new Date(Date.parse(at) + minutes * 60_000).toISOString());
  const asking = { params: { id: conversation }, body: { text, mentions } };
  await inbox.call("addNote", { ...asking, ...(key === undefined ? {} : { key }) });
}
const listed = (by: string, query: object = {}) => inbox.call<Listed>("listMentions", { by, query });
const textsOf = ({ items }: Listed) => items.map(({ text, read }) => (read ? `(${text})` : text));
const mark = (by: string, body: object) => inbox.call<{ unread: number }>("markMentions", { by, body });

it("lists the notes that speak to oneself, over all conversations, once each and nobody else's", async () => {
  await note("c1", "First", ["ravi", "ravi"], "same");
  await note("c1", "First", ["ravi", "ravi"], "same");
  await note("c2", "Second", ["ravi", "bela"]);
  await note("c2", "To nobody", []);
  await note("c2", "To myself", ["asha"]);
  const ravi = await listed("ravi");
  expect([textsOf(ravi), ravi.unread]).toEqual([["Second", "First"], 2]);
  expect(ravi.items[0]).toMatchObject({ conversation_id: "c2", by: "asha", read: false });
  expect([textsOf(await listed("bela")), textsOf(await listed("asha"))]).toEqual([["Second"], []]);
});

it("shows unread ones first, page by page", async () => {
  for (const text of ["1", "2", "3", "4"]) await note(text < "3" ? "c1" : "c2", text, ["ravi"]);
  expect(await mark("ravi", { conversation_id: "c2" })).toEqual({ unread: 2 });
  const first = await listed("ravi", { limit: 3 });
  const second = await listed("ravi", { limit: 3, cursor: first.next_cursor });
  expect([textsOf(first), textsOf(second), second.next_cursor]).toEqual([["2", "1", "(4)"], ["(3)"], null]);
});

it("is marked as read or unread by its owner only", async () => {
  await note("c1", "Look", ["ravi", "bela"]);
  const { items } = await listed("ravi");
  const ids = { mentions: items.map(({ mention_id: id }) => id) };
  expect(await mark("bela", ids)).toEqual({ unread: 1 });
  expect((await listed("ravi")).unread).toBe(1);
  expect(await mark("ravi", ids)).toEqual({ unread: 0 });
  expect(await mark("ravi", { ...ids, read: false })).toEqual({ unread: 1 });
  expect((await listed("bela")).unread).toBe(1);
});
