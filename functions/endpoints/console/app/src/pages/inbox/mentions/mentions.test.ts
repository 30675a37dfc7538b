import { countText, type Mention, maySpeakIn, mentionedIn, noMentions, withRead } from "./mentions.ts";

const mention = (id: string, conversation: string, read = false): Mention => ({
  mention_id: id,
  conversation_id: conversation,
  by: "bela",
  text: "Please look",
  at: "2026-11-22T10:00:00.000Z",
  read,
});
const state = {
  ...noMentions,
  items: [mention("1", "a"), mention("2", "b"), mention("3", "a"), mention("4", "c", true)],
  unread: 3,
  isLoaded: true,
};
const inA = ({ conversation_id: id }: Mention) => id === "a";

test("reading a conversation reads its notes, where they stand, and lowers the number", () => {
  const next = withRead(state, inA, true);
  expect([next.unread, mentionedIn(next), next.items.map(({ mention_id: id }) => id)]).toEqual([
    1,
    ["b"],
    ["1", "2", "3", "4"],
  ]);
  expect(withRead(next, inA, true)).toBe(next);
  expect(withRead(next, inA, false).unread).toBe(3);
});

test("a conversation is told to the API where it may have unread notes, also some that are not loaded", () => {
  expect(maySpeakIn(state, "a")).toBe(true);
  expect(maySpeakIn(state, "c")).toBe(false);
  expect(maySpeakIn({ ...state, unread: 9 }, "c")).toBe(true);
  expect(maySpeakIn(noMentions, "c")).toBe(false);
});

test("many are told as many", () => {
  expect([countText(3), countText(99), countText(100)]).toEqual(["3", "99", "99+"]);
});
