import { addressOf, nameOf, readMessages, WhatsappContact } from "./whatsapp-senders.ts";

const userId = "IN.7001002003004005";
const contact = (more: object) => WhatsappContact.parse({ profile: { name: "Meera" }, ...more });
const text = { id: "wamid.1", timestamp: "1795000000", type: "text", text: { body: "Hi" } };

function senderOf(message: object, contacts: readonly WhatsappContact[] = []) {
  const [read] = readMessages([{ ...text, ...message }], contacts).messages;
  return read && [addressOf(read), nameOf(read, contacts)];
}

test.each<[string, object, readonly object[], readonly unknown[]]>([
  ["a number", { from: "919800022233" }, [{ wa_id: "919800022233" }], ["+919800022233", "Meera"]],
  ["an id alone", { from_user_id: userId }, [{ user_id: userId }], [userId, "Meera"]],
  ["an id of a parent account", { from_user_id: "US.ENT.11815799" }, [], ["US.ENT.11815799", null]],
  ["both", { from: "919800022233", from_user_id: userId }, [], ["+919800022233", null]],
  [
    "an id whose contact has the number",
    { from_user_id: userId },
    [{ wa_id: "919800022233", user_id: userId }],
    ["+919800022233", "Meera"],
  ],
  ["only its contact", {}, [{ user_id: userId }], [userId, "Meera"]],
  ["one of two contacts, unsaid which", {}, [{ user_id: userId }, { wa_id: "919800022233" }], [undefined, null]],
  ["a text that is no id", { from_user_id: "my friend" }, [], [undefined, null]],
])("knows the sender by %s", (_, message, contacts, expected) => {
  expect(senderOf(message, contacts.map(contact))).toEqual(expected);
});
