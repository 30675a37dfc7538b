import { readInstagram } from "./instagram.ts";
import { InstagramEvent } from "./instagram-event.ts";

const read = (content: object) =>
  readInstagram(InstagramEvent.parse({ sender: { id: "7788" }, recipient: { id: "1" }, timestamp: 1, ...content }));

it.each([
  [
    "a quick reply",
    { message: { mid: "m_2", text: "Yes", quick_reply: { payload: "yes" } } },
    { text: "Yes", choiceId: "yes" },
  ],
  [
    "a pressed button",
    { postback: { mid: "m_3", title: "Book", payload: "book" } },
    { text: "Book", choiceId: "book" },
  ],
  [
    "a picture",
    { message: { mid: "m_4", attachments: [{ type: "image", payload: { url: "https://lookaside.fbsbx.com/1" } }] } },
    { text: "", attachments: [{ url: "https://lookaside.fbsbx.com/1", contentType: "image/jpeg" }] },
  ],
])("reads %s", (_, content, expected) => {
  expect(read(content)).toMatchObject(expected);
});

it.each([
  ["an echo of our message", { message: { mid: "m_5", text: "We said this", is_echo: true } }],
  ["a deletion", { message: { mid: "m_6", is_deleted: true } }],
  ["a read mark", { read: { mid: "m_7" } }],
])("ignores %s", (_, content) => {
  expect(read(content)).toBeNull();
});

it("reads a reaction as a message that is not answered, each with its own id", () => {
  const given = read({ reaction: { mid: "m_8", action: "react", reaction: "love", emoji: "❤" } });
  const taken = read({ reaction: { mid: "m_8", action: "unreact" } });
  expect(given).toMatchObject({ text: "[Reaction] ❤", unanswered: "reaction", reactsTo: "m_8" });
  expect(taken).toMatchObject({ text: "[Reaction removed]", unanswered: "reaction" });
  expect(taken?.id).not.toBe(given?.id);
});
