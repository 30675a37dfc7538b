import { testNow } from "../../testing/given.ts";
import {
  anotherCode,
  type Call,
  codeOf,
  type Library,
  libraryConfig,
  newVisit,
  openLibrary,
  type PlayedTurn,
  playTurn,
} from "./identity.fixture.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());

const request = (args: Call["args"]): Call => ({ name: "request_identity_code", args });
const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000);
const nora = { verified: true, table: "members", key: "M-1" };

let days = 0;
/** A day of its own for each test, so that no limit of another one counts. */
function newDay(): (minutes?: number) => Date {
  days += 2;
  const start = days * 1_440;
  return (minutes = 0) => later(start + minutes);
}

async function ask(args: Call["args"], now: Date, visit = newVisit(), config = libraryConfig()): Promise<PlayedTurn> {
  const said = `Here you are: ${Object.values(args).join(" ")}`;
  return playTurn(library, visit, said, { calls: [request(args)], now, config });
}

it("sends a code to the address on file, and proves the person who types it back", async () => {
  const at = newDay();
  const asked = await ask({ email: "nora@mail.example" }, at());
  expect(asked.requested).toMatchObject({
    purpose: "transactional",
    recipient: { channel: "sms", address: "+919811200001", accountAddress: "+15550300001" },
  });
  const code = codeOf(asked);
  const typed = await playTurn(library, asked.conversation, `It is ${code}, thanks`, { now: at(9) });
  expect(typed.identity).toMatchObject({ ...nora, fields: { name: "Nora" } });
  expect(typed.conversation).toMatchObject({ identity: { key: "M-1", by: "code" }, identityCode: null });
  expect(typed.notes).toEqual([expect.stringContaining("just proven")]);
  const next = await playTurn(library, typed.conversation, "And now?", { now: at(20) });
  expect(next.identity).toMatchObject(nora);
});

it("shows the code to nobody: not to the model, not in what is kept, not at rest", async () => {
  const at = newDay();
  const asked = await ask({ phone: "98112 00001" }, at());
  const code = codeOf(asked);
  expect(code).toMatch(/^\d{6}$/);
  expect(asked.requested?.keptAs).not.toMatch(/\d{6}/);
  expect(asked.requested?.keptAs).toContain("••••••");
  expect(JSON.stringify([asked.conversation, asked.results, asked.notes])).not.toContain(code);
  const typed = await playTurn(library, asked.conversation, ["one moment", `${code.slice(0, 3)} ${code.slice(3)}`], {
    now: at(1),
  });
  expect(typed.identity).toMatchObject(nora);
  expect(typed.shown).toEqual(["one moment", "••••••"]);
});

it("answers the same whether the row exists or not, and sends nothing to an address that was only typed", async () => {
  const at = newDay();
  const [known, unknown, shared] = await Promise.all([
    ask({ email: "nora@mail.example" }, at()),
    ask({ email: "mallory@evil.example" }, at()),
    ask({ phone: "+919811200004" }, at()),
  ]);
  expect(unknown.results).toEqual(known.results);
  expect(shared.results).toEqual(known.results);
  expect(JSON.stringify(known.results)).not.toMatch(/9811|nora|sms/i);
  expect([unknown.requested, shared.requested]).toEqual([undefined, undefined]);
  expect(unknown.conversation.identityCode).toBeNull();
});

it("sends nothing for a value that the customer did not write", async () => {
  const at = newDay();
  const { requested, results } = await playTurn(library, newVisit(), "Hello", {
    calls: [request({ email: "nora@mail.example" })],
    now: at(),
  });
  expect(requested).toBeUndefined();
  expect(results).toEqual([expect.objectContaining({ sent: false })]);
});

it("takes the number that the channel verifies as the customer's word", async () => {
  const at = newDay();
  const customer = { id: "x", address: "whatsapp:+919811200001", name: null };
  const visit = newVisit({ channel: "whatsapp", accountAddress: "+15550300009", customer });
  const asked = await playTurn(library, visit, "It is me", { calls: [request({ phone: "+919811200001" })], now: at() });
  expect(asked.requested?.recipient.address).toBe("+919811200001");
});

it("takes no code of another conversation, of an earlier request or of a guess", async () => {
  const at = newDay();
  const first = await ask({ email: "nora@mail.example" }, at());
  const second = await ask({ phone: "+919811200002" }, at());
  const stolen = await playTurn(library, second.conversation, codeOf(first), { now: at(1) });
  expect(stolen.identity).toEqual({ verified: false });
  expect(stolen.notes).toEqual([expect.stringContaining("wrong code")]);
  const without = await playTurn(library, newVisit(), codeOf(first), { now: at(1) });
  expect(without.conversation.identity).toBeNull();
  const again = await ask({ email: "nora@mail.example" }, at(2), first.conversation);
  const old = await playTurn(library, again.conversation, codeOf(first), { now: at(3) });
  expect(old.identity).toEqual({ verified: codeOf(first) === codeOf(again) });
});

it("takes five guesses, in one message after the other or at the same time, and none after them", async () => {
  const at = newDay();
  const asked = await ask({ email: "nora@mail.example" }, at());
  const code = codeOf(asked);
  const guesses = [1, 2, 3, 4].map((step) => anotherCode(code, step));
  const four = await playTurn(library, asked.conversation, guesses, { now: at(1) });
  expect(four.identity).toEqual({ verified: false });
  // The same state again, as concurrent messages read it.
  const races = await Promise.all(
    [anotherCode(code, 5), anotherCode(code, 6), code].map((text, index) =>
      playTurn(library, four.conversation, text, { now: at(2 + index / 10), turnId: `race-${index}` }),
    ),
  );
  const counted = races.filter(({ notes }) => !notes[0]?.includes("no longer counts"));
  expect(counted).toHaveLength(1);
  expect((await playTurn(library, four.conversation, code, { now: at(3) })).identity).toEqual({ verified: false });
});

it("counts a code once when its turn runs again after a crash", async () => {
  const at = newDay();
  const asked = await ask({ email: "nora@mail.example" }, at());
  const code = codeOf(asked);
  for (let run = 0; run < 8; run += 1)
    await playTurn(library, asked.conversation, anotherCode(code), { now: at(1), turnId: "again" });
  expect((await playTurn(library, asked.conversation, code, { now: at(2) })).identity).toMatchObject(nora);
});

it("takes a code for ten minutes, says for an hour that it is late, and leaves six digits alone after that", async () => {
  const at = newDay();
  const asked = await ask({ email: "nora@mail.example" }, at());
  const code = codeOf(asked);
  const late = await playTurn(library, asked.conversation, code, { now: at(10) });
  expect(late).toMatchObject({ identity: { verified: false }, shown: ["••••••"] });
  expect(late.notes).toEqual([expect.stringContaining("no longer counts")]);
  const order = await playTurn(library, asked.conversation, `order ${code}`, { now: at(20) });
  expect(order).toMatchObject({ notes: [], shown: [`order ${code}`] });
  const muchLater = await playTurn(library, asked.conversation, `order ${code}`, { now: at(75) });
  expect(muchLater).toMatchObject({ notes: [], shown: [`order ${code}`] });
});

it("limits codes to one address, from one conversation and for one value", async () => {
  const at = newDay();
  let visit = newVisit();
  const sent: boolean[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const asked = await ask({ email: "nora@mail.example" }, at(turn), visit);
    visit = asked.conversation;
    sent.push(asked.requested !== undefined);
  }
  expect(sent).toEqual([true, true, true, false]);
  const others: boolean[] = [];
  for (let turn = 0; turn < 4; turn += 1)
    others.push((await ask({ phone: "+919811200001" }, at(4 + turn))).requested !== undefined);
  // Five a day to one address, by whichever value it was found.
  expect(others).toEqual([true, true, false, false]);
  expect((await ask({ phone: "+919811200001" }, at(1_445))).requested).toBeDefined();
});

it("chooses the channel that the client has, in the section's order", async () => {
  const at = newDay();
  const config = libraryConfig("{ table: members, by: code, find_by: [id], send_to: [email, phone] }");
  const byId = (id: string) =>
    playTurn(library, newVisit(), `I am ${id}`, { calls: [request({ id })], config, now: at() });
  expect((await byId("M-1")).requested?.recipient).toMatchObject({ channel: "email", address: "nora@mail.example" });
  expect((await byId("m-2")).requested?.recipient).toMatchObject({ channel: "sms", address: "+919811200002" });
  expect((await byId("M-3")).requested).toBeUndefined();
});

it("is read while a person has the conversation, and answered without a model", async () => {
  const at = newDay();
  const asked = await ask({ email: "nora@mail.example" }, at());
  const visit = { ...asked.conversation, status: "escalated" as const, language: "hi" };
  const wrong = await playTurn(library, visit, anotherCode(codeOf(asked)), { now: at(1) });
  expect(wrong.reply).toContain("कोड सही नहीं");
  const order = await playTurn(library, visit, "It is about order 482913", { now: at(1) });
  expect(order).toMatchObject({ reply: undefined, shown: ["It is about order 482913"] });
  const right = await playTurn(library, visit, codeOf(asked), { now: at(1) });
  expect(right.reply).toContain("धन्यवाद");
  expect(right.conversation.identity).toMatchObject({ key: "M-1" });
});

it("does not count a request whose code was typed back", async () => {
  const at = newDay();
  let visit = newVisit();
  for (let turn = 0; turn < 7; turn += 1) {
    const config = libraryConfig("{ table: members, by: code, find_by: [id] }");
    const asked = await ask({ id: "M-2" }, at(turn * 20), visit, config);
    expect(asked.requested).toBeDefined();
    ({ conversation: visit } = await playTurn(library, asked.conversation, codeOf(asked), { now: at(turn * 20) }));
    expect(visit.identity).toMatchObject({ key: "M-2" });
  }
});
