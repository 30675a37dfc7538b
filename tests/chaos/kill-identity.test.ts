import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../contracts/open-platform.ts";
import { flow, newCustomer, newWord } from "../flows/stage/flow.ts";
import { type Library, type Member, openLibrary } from "../flows/stage/library.ts";

const world = flow();

/** The product is killed at a random time within this period after reaching the point. */
const jitterMs = 150;
/** Longer than any jitter, so the call is still running when the product is killed. */
const slow = { delayMs: 30_000 };
const call = (name: string, args: object) => ({ functionCall: { name, args } });

interface Ask {
  readonly library: Library;
  readonly member: Member;
  /** Who writes on WhatsApp. */
  readonly customer: string;
  readonly word: string;
}

async function newAsk(): Promise<Ask> {
  const library = await openLibrary(world.product);
  return { library, member: library.members[0], customer: newCustomer(), word: newWord() };
}

async function crash(): Promise<void> {
  await sleep(Math.random() * jitterMs);
  await world.product.kill();
  await world.product.restart();
}

describe("a code with a crash between its choice and its arrival", () => {
  it.each([1, 2, 3])("while the model reads that it was asked for is sent once and counts (round %i)", async () => {
    const ask = await newAsk();
    await asksForCode(ask, slow);
    await until("the model has the result", async () => (await world.outside.asked(ask.word)).length === 2);
    await crash();
    await expectOneCode(ask);
  });

  it.each([1, 2, 3])("while Twilio takes it is sent once and counts (round %i)", async () => {
    const ask = await newAsk();
    await world.outside.fault({ provider: "twilio", match: toPhone(ask.member), ...slow, times: 1 });
    await asksForCode(ask);
    await until("Twilio has it", async () => (await world.outside.sendsTo(ask.member.phone)).length === 1);
    await crash();
    await expectOneCode(ask);
  });

  it.each([1, 2, 3])("while Twilio refuses it for the moment is sent once and counts (round %i)", async () => {
    const ask = await newAsk();
    await world.outside.fault({ provider: "twilio", match: toPhone(ask.member), status: 503, times: 1 });
    await asksForCode(ask);
    await until("the first send failed", async () => (await world.outside.sendsTo(ask.member.phone)).length === 1);
    await crash();
    await expectOneCode(ask);
  });
});

it("keeps a proof, and the attempts before it, through a crash in the middle of the turn that gives it", async () => {
  const ask = await newAsk();
  const { member } = ask;
  const wrong = call("verify_identity", { id: member.id, born: "1970-01-01" });
  const right = call("verify_identity", { id: member.id, born: member.born });
  const renew = call("renew", { loan: "loan0" });
  // After the crash, the saved replies are used again up to the call that changes something.
  const again = { text: done(ask) };
  await world.outside.script(ask.word, wrong, right, renew, { ...slow, ...again }, again);
  await writes(ask, `I am ${member.id}, born 1970-01-01, no, ${member.born}`);
  await until("the renewal is made", async () => (await renewals(ask)).length === 1);
  await until("the model reads of it", async () => (await world.outside.asked(ask.word)).length === 4);
  await crash();
  await until("the customer is answered", async () => (await answersTo(ask)).length === 1);
  expect(await renewals(ask)).toEqual([{ loan: "loan0", fee: 5 }]);
  await crash();
  const next = { ...ask, word: newWord() };
  await world.outside.script(next.word, call("renew", { loan: "loan1" }), { text: done(next) });
  await writes(next, "And the other one");
  await until("the second is made", async () => (await renewals(ask)).length === 2);
});

/** A customer asks on WhatsApp for a code by SMS. `afterwards` is how the model takes the tool's result. */
async function asksForCode(ask: Ask, afterwards: object = {}): Promise<void> {
  const request = call("request_identity_code", { id: ask.member.id });
  const reply = { text: done(ask) };
  // Once more, for a turn that the crash repeats.
  await world.outside.script(ask.word, request, { ...afterwards, ...reply }, request, reply);
  await writes(ask, `I am ${ask.member.id}`);
}

async function writes({ library, customer, word }: Ask, text: string): Promise<void> {
  const { statuses } = await world.product.inbound({ to: library.whatsapp, from: customer, body: `${text} ${word}` });
  expect(statuses).toEqual([200]);
}

async function expectOneCode(ask: Ask): Promise<void> {
  const texts = async () => (await world.outside.sentTo(ask.member.phone)).map(({ body }) => body);
  await until("the code is sent", async () => (await texts()).length > 0);
  await until("the customer has an answer", async () => (await answersTo(ask)).length > 0);
  const [text = ""] = await texts();
  const typed = { ...ask, word: newWord() };
  await world.outside.script(typed.word, call("renew", { loan: "loan0" }), { text: done(typed) });
  await writes(typed, `${/\d{6}/.exec(text)?.[0]}`);
  await until("the customer has the second answer", async () => (await answersTo(ask)).length > 1);
  expect(await renewals(ask)).toEqual([{ loan: "loan0", fee: 5 }]);
  expect(await texts()).toEqual([text]);
  expect(await answersTo(ask)).toEqual([done(ask), done(typed)]);
}

async function renewals({ member }: Ask): Promise<readonly unknown[]> {
  return (await world.outside.effects(`/members/${member.id}/`)).map(({ body }) => body);
}

async function answersTo({ customer }: Ask): Promise<readonly string[]> {
  return (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
}

const toPhone = ({ phone }: Member) => `To=%2B${phone.slice(1)}&`;
const done = ({ word }: Pick<Ask, "word">) => `Done ${word}.`;
