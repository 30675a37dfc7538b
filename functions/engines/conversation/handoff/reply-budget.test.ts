import { channelNames } from "../../../../shared/events/index.ts";
import { allowedReply } from "./reply-budget.ts";
import { countReply, type Replied } from "./spent.ts";

const now = new Date("2026-11-23T10:00:00.000Z");
const perDay = Object.fromEntries(channelNames.map((channel) => [channel, 3]));
const config = { conversation: { replies_per_day: perDay } } as unknown as Parameters<typeof allowedReply>[1]["config"];
type Given = Parameters<typeof allowedReply>[0];

function exchange(
  said: readonly string[],
  answers: readonly string[] = said.map((_, index) => `Answer ${"x".repeat(index)}`),
) {
  const at = now.toISOString();
  return said.flatMap((text, index) => [
    { id: `c${index}`, role: "customer", text, at },
    { id: `a${index}`, role: "agent", text: answers[index] ?? "", at },
  ]) as unknown as Given["recent"];
}
function allowed(text: string, given: Partial<Given> = {}, at = now) {
  const conversation = { channel: "email", status: "active", recent: [], ...given } as Given;
  return allowedReply(conversation, { inbound: [{ text }], config, now: at });
}
const repliesOf = (count: number): Replied => ({ since: now.toISOString(), count });
const hoursLater = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

it.each(channelNames)("asks a person once the day's answers are used up: %s", (channel) => {
  expect(allowed("Hello?", { channel, replied: repliesOf(2) })).toBe("answer");
  expect(allowed("Hello?", { channel, replied: repliesOf(3) })).toBe("person");
  expect(allowed("Hello?", { channel, replied: repliesOf(3), status: "escalated" })).toBe("none");
});

it("counts for a day, and starts anew after it", () => {
  expect(allowed("Hello?", { replied: repliesOf(3) }, hoursLater(23))).toBe("person");
  expect(allowed("Hello?", { replied: repliesOf(3) }, hoursLater(25))).toBe("answer");
  const twice = countReply(countReply(undefined, now), hoursLater(1));
  expect(twice).toEqual(repliesOf(2));
  expect(countReply(twice, hoursLater(30))).toEqual({ since: hoursLater(30).toISOString(), count: 1 });
});

const notice = (number: number) => `Ticket ${number} is noted. We come back to you.`;

it("stops at the third mail of one text, whatever its numbers", () => {
  expect(allowed(notice(2), { recent: exchange([notice(1)]) })).toBe("answer");
  expect(allowed(notice(3), { recent: exchange([notice(1), notice(2)]) })).toBe("none");
  expect(allowed(notice(3), { recent: exchange([notice(1), "Is it ready now, please?", notice(2)]) })).toBe("answer");
});

it("answers short mails that come again, and the same mail another day", () => {
  expect(allowed("Yes please", { recent: exchange(["Yes please", "Yes please"]) })).toBe("answer");
  expect(allowed(notice(3), { recent: exchange([notice(1), notice(2)]) }, hoursLater(48))).toBe("answer");
});

it("asks a person when question and answer go in circles on any channel", () => {
  const same = ["Hi", "Hi", "Hi", "Hi"];
  const [chat, answers] = [{ channel: "whatsapp" } as const, same.map(() => "Hello! How can I help?")];
  expect(allowed("Hi", { ...chat, recent: exchange(same, answers) })).toBe("person");
  expect(allowed("Hi", { ...chat, recent: exchange(same.slice(1), answers) })).toBe("answer");
  expect(allowed("Bye", { ...chat, recent: exchange(same, answers) })).toBe("answer");
  expect(
    allowed("yes", { ...chat, recent: exchange(["yes", "yes", "yes", "yes"], ["Day?", "Place?", "Fasting?", "Pay?"]) }),
  ).toBe("answer");
});
