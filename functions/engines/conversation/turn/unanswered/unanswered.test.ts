import type { MessageReceived } from "../../../../../shared/events/index.ts";
import { aMessage } from "../../testing/fixtures.ts";
import { whyUnanswered } from "./index.ts";

const sms: MessageReceived = {
  conversationId: "c1",
  messageId: "m1",
  channel: "sms",
  accountAddress: "+14155550100",
  customerAddress: "+919800000001",
  customerName: null,
  text: "",
  attachments: [],
  choiceId: null,
  thread: null,
  configName: null,
};
const why = (text: string, over: Partial<MessageReceived> = {}, earlier: readonly string[] = []) =>
  whyUnanswered(
    { recent: earlier.map((said) => aMessage({ text: said })) },
    { ...sms, text, ...over },
    "2026-11-22T09:30:00.000Z",
  );

describe("a phone's reaction to an SMS", () => {
  it.each([
    "Loved “Your sample is collected at 7:30.”",
    "Liked “Line one\nline two”",
    'Disliked "We are closed today"',
    "Laughed at “Type “yes” to confirm”",
    "Emphasised an image",
    "Questioned a movie",
    "Removed a heart from “Your sample is collected at 7:30.”",
    "Removed 👍 from “ok”",
    "Reacted 🙏🏽 to “The report is ready”",
    "👍 to “The report is ready”",
    "\u200a\u200b❤️\u200b to “\u200aThe report is ready\u200a”\u200a",
    "Le encantó “Nos vemos el lunes”",
    "Reaccionó con 😂 a “Nos vemos el lunes”",
    "A adoré « À lundi »",
    "a attribué la mention « J’aime » à « À lundi »",
    "👍 à « À lundi »",
    "Gefällt „Bis Montag“",
    "👍 auf „Bis Montag“",
    "Ha adorato “A lunedì”",
    "Gostou de “Até segunda”",
    "👍 पर “रिपोर्ट तैयार है”",
  ])("is kept without an answer: %s", (text) => {
    expect(why(text)).toBe("reaction");
  });

  it.each([
    "You wrote “Your sample is collected at 7:30.” Can it be 8?",
    "Liked “Your sample is collected at 7:30.” Can it be 8?",
    "Liked “plan A” and disliked “plan B”",
    "“Your sample is collected at 7:30.” is too early",
    "I loved “the old place”, is it still open?",
    "Loved an image of your clinic, where is it?",
    "Liked it",
    "👍 to Monday",
    "👍",
    "Yes 👍 to “Monday”",
    "आपने “सुबह 7 बजे” कहा था",
  ])("is not a person who writes: %s", (text) => {
    expect(why(text)).toBeUndefined();
  });

  it("is read in time that grows with the text, and only from SMS", () => {
    expect(why(`Liked “${"“".repeat(100_000)}`)).toBeUndefined();
    expect(why("Liked “plan A”", { channel: "web_chat" })).toBeUndefined();
  });
});

describe("a machine's SMS", () => {
  it.each([
    ["53535", "short-code"],
    ["567678", "short-code"],
    ["AD-MYBANK", "named-sender"],
    ["Parcels", "named-sender"],
  ])("from %s is a %s's", (customerAddress, expected) => {
    expect(why("Your parcel arrives today.", { customerAddress })).toBe(expected);
  });

  it.each([
    "482913 is your verification code. Do not share it with anyone.",
    "Your one-time password is 4829. It expires in 10 minutes.",
    "<#> 482913 for Example App aB3dE5fG7hI",
    "Example code\n@shop.example #482913",
    "आपका ओटीपी 482913 है। किसी से साझा न करें।",
  ])("with a code is kept: %s", (text) => {
    expect(why(text)).toBe("verification-code");
  });

  it.each([
    "482913",
    "My verification code is 482913",
    "I got a verification code 482913 and it says do not share it. What is it?",
    "Is the code 1200 valid for two tests?",
    "mera OTP 482913 hai, valid till 5",
  ])("is not a person's: %s", (text) => {
    expect(why(text)).toBeUndefined();
  });

  it("is not a number of the web or of another channel", () => {
    expect(why("hello", { channel: "telegram", customerAddress: "53535" })).toBeUndefined();
  });
});

describe("the same text again", () => {
  const away = "Thank you for your message. We are away and answer on Monday!";

  it("is kept from the third time in a row", () => {
    expect(why(away, {}, [away])).toBeUndefined();
    expect(why(away, {}, [away, "And on Tuesday?"])).toBeUndefined();
    expect(why(away.toUpperCase(), { channel: "whatsapp" }, [away, `${away} `])).toBe("repeated");
  });

  it("is answered to a person who insists in few words, or presses a button", () => {
    expect(why("hello? hello?", {}, ["hello? hello?", "hello? hello?"])).toBeUndefined();
    expect(why(away, { choiceId: "away" }, [away, away])).toBeUndefined();
  });
});
