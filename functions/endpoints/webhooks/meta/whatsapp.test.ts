import { readWhatsapp } from "./whatsapp.ts";
import { WhatsappMessage } from "./whatsapp-message.ts";

const read = (content: object) =>
  readWhatsapp(WhatsappMessage.parse({ id: "wamid.1", from: "919812345678", ...content }));

it.each([
  [
    "a button's reply",
    { type: "interactive", interactive: { type: "button_reply", button_reply: { id: "yes", title: "Yes" } } },
    { text: "Yes", choiceId: "yes" },
  ],
  [
    "a list's row",
    {
      type: "interactive",
      interactive: { type: "list_reply", list_reply: { id: "s2", title: "10 AM", description: "free" } },
    },
    { text: "10 AM", choiceId: "s2" },
  ],
  [
    "a template's button",
    { type: "button", button: { payload: "stop", text: "No more" } },
    { text: "No more", choiceId: "stop" },
  ],
  [
    "a picture",
    { type: "image", image: { id: "1479", mime_type: "image/jpeg", caption: "My report" } },
    { text: "My report", attachments: [{ url: "meta-media:1479", contentType: "image/jpeg" }] },
  ],
  [
    "a voice note",
    { type: "audio", audio: { id: "15", mime_type: "audio/ogg; codecs=opus", voice: true } },
    { text: "", attachments: [{ url: "meta-media:15", contentType: "audio/ogg; codecs=opus" }] },
  ],
  [
    "a place",
    { type: "location", location: { latitude: 12.97, longitude: 77.59, name: "Home" } },
    { text: "[Location] Home, 12.97,77.59" },
  ],
  [
    "a contact",
    { type: "contacts", contacts: [{ name: { formatted_name: "Ravi" }, phones: [{ phone: "+919800000000" }] }] },
    { text: "[Contact] Ravi, +919800000000" },
  ],
  ["an unknown kind", { type: "hologram" }, { text: '[A message of the kind "hologram", which cannot be shown here]' }],
])("reads %s", (_, content, expected) => {
  expect(read(content)).toMatchObject(expected);
});

it("reads a reaction as a message that is not answered", () => {
  const reaction = { message_id: "wamid.0", emoji: "👍" };
  expect(read({ type: "reaction", reaction })).toMatchObject({
    text: "[Reaction] 👍",
    unanswered: "reaction",
    reactsTo: "wamid.0",
  });
  expect(read({ type: "reaction", reaction: { message_id: "wamid.0" } })).toMatchObject({ text: "[Reaction removed]" });
});
