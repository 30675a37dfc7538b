import { groundingOf } from "./grounding.ts";
import { tellsOfOwnLife } from "./own-life.ts";

it.each([
  "I love hiking there myself.",
  "I've never tried it, but my kids have.",
  "I 'm a big fan of their albums.",
  "My favourite is the thyroid profile.",
  "Me too!",
  "No, but I have been to several festivals.",
  "I used to live in Pune.",
  "मुझे भी यह पैकेज बहुत पसंद है।",
  "Mujhe bhi yeh package bahut pasand hai.",
])("hears a life of one's own in %j", (sentence) => {
  expect(tellsOfOwnLife(sentence)).toBe(true);
});

it.each([
  "I have booked it for you.",
  "I would love to help you with that.",
  "I tried to reach the doctor.",
  "I'm sorry, I am not sure.",
  "I have read your report's number to the doctor.",
  "I have noted your favourite branch.",
  "Have I understood you rightly?",
  "I'm glad you asked.",
  "My name is Maya.",
  "मुझे खेद है, मैं यह नहीं कर सकती।",
  "Mujhe aapka number chahiye.",
  "Mujhe khushi hai ki aapko pasand aaya.",
  "मुझे खुशी है कि आपको पसंद आया।",
])("hears none in %j", (sentence) => {
  expect(tellsOfOwnLife(sentence)).toBe(false);
});

it("does not let a source's words support what the agent tells of itself", () => {
  const source = "Archery is a sport of hunting and combat with bows.";
  const [plain, own] = [
    "Archery is a sport of hunting and combat.",
    "I love archery, a sport of hunting and combat.",
  ].map((reply) => groundingOf(reply, [source]));
  expect(plain?.score).toBeGreaterThan(0.8);
  expect(own?.score).toBeLessThan(0.3);
  expect(own?.claims[0]?.faults).toContain("own-life");
});
