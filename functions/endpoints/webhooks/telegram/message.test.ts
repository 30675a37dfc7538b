import { readCallback, readTelegram } from "./message.ts";
import { TelegramUpdate } from "./update.ts";

const from = { id: 700, first_name: "आशा", last_name: "राव" };
const base = { message_id: 5, date: 1_795_000_000, chat: { id: 700, type: "private" }, from };

function read(content: object) {
  const { message } = TelegramUpdate.parse({ update_id: 1, message: { ...base, ...content } });
  return message ? readTelegram(message) : undefined;
}

it.each([
  [
    "Hindi text",
    { text: "मुझे रिपोर्ट कब मिलेगी? 🙏" },
    { text: "मुझे रिपोर्ट कब मिलेगी? 🙏", choiceId: null, attachments: [] },
  ],
  ["a menu command", { text: "/stop@clinic_bot" }, { text: "/stop" }],
  ["a deep link with its parameter", { text: "/start offer_42" }, { text: "/start offer_42" }],
  [
    "a photo, in its largest size, with its caption",
    {
      photo: [
        { file_id: "small", width: 90 },
        { file_id: "large", width: 1280 },
        { file_id: "middle", width: 320 },
      ],
      caption: "मेरी रिपोर्ट",
    },
    { text: "मेरी रिपोर्ट", attachments: [{ url: "telegram-file:large", contentType: "image/jpeg" }] },
  ],
  [
    "a document",
    { document: { file_id: "BQAC-1", mime_type: "application/pdf", file_name: "report.pdf" } },
    { text: "", attachments: [{ url: "telegram-file:BQAC-1", contentType: "application/pdf" }] },
  ],
  [
    "a voice note",
    { voice: { file_id: "AwAC", mime_type: "audio/ogg", duration: 3 } },
    { text: "", attachments: [{ url: "telegram-file:AwAC", contentType: "audio/ogg" }] },
  ],
  ["a location", { location: { latitude: 12.97, longitude: 77.59 } }, { text: "[Location] 12.97,77.59" }],
  [
    "a named place",
    {
      venue: { location: { latitude: 1, longitude: 2 }, title: "Clinic", address: "MG Road" },
      location: { latitude: 1, longitude: 2 },
    },
    { text: "[Location] Clinic, MG Road, 1,2" },
  ],
  [
    "their own number",
    { contact: { phone_number: "919812345678", first_name: "Asha", user_id: 700 } },
    { text: "+919812345678" },
  ],
  [
    "another person's number as a contact",
    { contact: { phone_number: "+919800000000", first_name: "Ravi", last_name: "K", user_id: 701 } },
    { text: "[Contact] Ravi K, +919800000000" },
  ],
  [
    "a contact without a Telegram user, whatever its name",
    { contact: { phone_number: "+919812345678", first_name: "आशा" } },
    { text: "[Contact] आशा, +919812345678" },
  ],
  [
    "an unsupported kind of message",
    { poll: { id: "1" } },
    { text: '[A message of the kind "poll", which cannot be shown here]' },
  ],
])("reads %s", (_, content, expected) => {
  expect(read(content)).toMatchObject(expected);
});

it("ignores a pinned message", () => {
  expect(read({ pinned_message: base })).toBeNull();
});

describe("a pressed button", () => {
  const keyboard = {
    inline_keyboard: [[{ text: "10 बजे", callback_data: "slot:10" }], [{ text: "11 AM", callback_data: "~2" }]],
  };
  const press = (data: string, message: object | undefined = { ...base, reply_markup: keyboard }) => {
    const { callback_query } = TelegramUpdate.parse({ update_id: 1, callback_query: { id: "9", from, data, message } });
    return callback_query && readCallback(callback_query);
  };

  it("has its label and the choice's id", () => {
    expect(press("slot:10")).toMatchObject({ text: "10 बजे", choiceId: "slot:10" });
  });

  it("has only its label when the id did not fit", () => {
    expect(press("~2")).toMatchObject({ text: "11 AM", choiceId: null });
  });

  it("has its id or its position when Telegram no longer provides the message", () => {
    const tooOld = { message_id: 5, date: 0, chat: base.chat };
    expect(press("slot:10", tooOld)).toMatchObject({ text: "slot:10", choiceId: "slot:10" });
    expect(press("~2", tooOld)).toMatchObject({ text: "2", choiceId: null });
  });
});
