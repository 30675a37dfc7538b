import { aMessage } from "../../testing/fixtures.ts";
import { testNow } from "../../testing/given.ts";
import { type Library, libraryConfig, newVisit, openLibrary, playTurn } from "./identity.fixture.ts";

let library: Library;
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());

const verify = (id: string, born: string) => ({ name: "verify_identity", args: { id, born } });
const says = (id: string, born: string) => `My number is ${id}, born ${born}.`;
const later = (minutes: number) => new Date(testNow.getTime() + minutes * 60_000);
const nora = { verified: true, table: "members", key: "M-1" };

async function attempt(id: string, born: string, visit = newVisit(), now = testNow) {
  return playTurn(library, visit, says(id, born), { calls: [verify(id, born)], now });
}

it("proves a person who knows every field, as people write them", async () => {
  for (const [id, born] of [
    ["M-1", "1990-03-05"],
    ["m1", "1990-03-05"],
    [" m-1 ", "1990 03 05"],
  ] as const) {
    const { results, identity, conversation } = await attempt(id === "m1" ? "m-1" : id, born);
    expect(results).toEqual([{ verified: true }]);
    expect(identity).toMatchObject({ ...nora, fields: { name: "Nora" } });
    expect(conversation.identity).toMatchObject({ table: "members", key: "M-1", by: "fields" });
  }
});

it("tells the same of a wrong value, another person's value and an unknown row", async () => {
  const wrong = await Promise.all([
    attempt("M-1", "1990-03-06"),
    attempt("M-1", "1985-12-24"),
    attempt("M-999", "1990-03-05"),
    attempt("M-3", "1990-03-05"),
  ]);
  const [first] = wrong;
  for (const each of wrong) {
    expect(each.results).toEqual(first?.results);
    expect(each.identity).toEqual({ verified: false });
    expect(each.conversation.identity).toBeNull();
  }
  expect(JSON.stringify(first?.results)).not.toMatch(/born|id\b|row|exist/);
});

it("refuses values that the customer did not write, whatever the model has read", async () => {
  const visit = newVisit({ recent: [aMessage({ role: "agent", text: "M-1 was born on 1990-03-05." })] });
  const { results, identity } = await playTurn(library, visit, "Who am I?", { calls: [verify("M-1", "1990-03-05")] });
  expect(results).toEqual([expect.objectContaining({ verified: false, note: expect.stringContaining("own words") })]);
  expect(identity).toEqual({ verified: false });
});

it("takes a date in the customer's words and digits", async () => {
  for (const born of ["5 March 1990", "5/3/90", "०५.०३.१९९०", "born 5th of March, 1990"]) {
    const said = playTurn(library, newVisit(), `I am M-1, ${born}`, { calls: [verify("M-1", "1990-03-05")] });
    expect((await said).identity).toMatchObject(nora);
  }
  const year = playTurn(library, newVisit(), "I am M-1, 1990", { calls: [verify("M-1", "1990-03-05")] });
  expect((await year).identity).toEqual({ verified: false });
});

it("stops a conversation after its attempts, in one turn or in several, right or wrong", async () => {
  const guesses = ["1990-01-01", "1990-01-02", "1990-01-03", "1990-03-05"];
  const text = guesses.map((born) => says("M-2", born)).join(" ");
  const calls = guesses.map((born) => verify("M-2", born));
  const played = await playTurn(library, newVisit(), text, { calls });
  expect(played.results.map((result) => (result as { locked?: boolean }).locked ?? false)).toEqual([
    ...[false, false, false],
    true,
  ]);
  let visit = newVisit();
  for (const born of guesses.slice(0, 3)) ({ conversation: visit } = await attempt("M-88", born, visit));
  expect((await attempt("M-1", "1990-03-05", visit)).results).toEqual([expect.objectContaining({ locked: true })]);
  expect((await attempt("M-1", "1990-03-05", visit, later(61))).identity).toMatchObject(nora);
});

it("stops guesses at one row from many conversations, and tells no difference to a row that does not exist", async () => {
  for (const id of ["M-4", "M-777"]) {
    const outcomes: unknown[] = [];
    for (let day = 1; day <= 7; day += 1) {
      const { results } = await attempt(id, `1999-01-0${day}`);
      outcomes.push((results[0] as { locked?: boolean }).locked ?? false);
    }
    expect(outcomes).toEqual([false, false, false, false, false, true, true]);
  }
  expect((await attempt("M-4", "2001-01-01")).identity).toEqual({ verified: false });
  expect((await attempt("M-4", "2001-01-01", newVisit(), later(61))).identity).toMatchObject({ key: "M-4" });
});

it("counts guesses that are made at the same time", async () => {
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, index) => attempt("M-5", index === 11 ? "2002-02-02" : `2002-03-${10 + index}`)),
  );
  const counted = results.filter(({ results: [result] }) => !(result as { locked?: boolean }).locked);
  expect(counted).toHaveLength(5);
});

it("counts an attempt once when its turn runs again, and other values of that turn as well", async () => {
  const visit = newVisit();
  const again = (born: string) =>
    playTurn(library, visit, says("M-66", born), { calls: [verify("M-66", born)], turnId: "crashed" });
  for (let run = 0; run < 6; run += 1)
    expect((await again("1990-01-01")).results).not.toMatchObject([{ locked: true }]);
  await again("1990-01-02");
  await again("1990-01-03");
  expect((await again("1990-01-04")).results).toMatchObject([{ locked: true }]);
});

it("does not count attempts that succeed", async () => {
  for (let turn = 0; turn < 8; turn += 1)
    expect((await attempt("M-1", "1990-03-05", newVisit(), later(200))).identity).toMatchObject(nora);
});

it("stops guesses at many rows from many conversations", async () => {
  const config = libraryConfig("{ table: members, by: fields, fields: [id, born], attempts_per_hour: 10 }");
  const spray = (id: string, minutes: number) =>
    playTurn(library, newVisit(), says(id, "1990-03-05"), {
      calls: [verify(id, "1990-03-05")],
      config,
      now: later(minutes),
    });
  for (let row = 0; row < 10; row += 1) await spray(`M-5${row}0`, 1_000);
  expect((await spray("M-1", 1_000)).results).toMatchObject([{ locked: true }]);
  expect((await spray("M-1", 1_061)).identity).toMatchObject(nora);
});

it("finds a row by a phone number without its country code, and needs the other fields to tell two people apart", async () => {
  const config = libraryConfig("{ table: members, by: fields, fields: [phone, born] }");
  const byPhone = (phone: string, born: string) =>
    playTurn(library, newVisit(), `${phone} ${born}`, {
      calls: [{ name: "verify_identity", args: { phone, born } }],
      config,
      now: later(2_000),
    });
  expect((await byPhone("98112 00001", "1990-03-05")).identity).toMatchObject(nora);
  expect((await byPhone("९८११२००००४", "2002-02-02")).identity).toMatchObject({ key: "M-5" });
  // The row has its number without a country code.
  expect((await byPhone("+91 98112 00006", "2004-04-04")).identity).toMatchObject({ key: "M-6" });
  expect((await byPhone("+91 98112-00004", "2003-03-03")).identity).toEqual({ verified: false });
});

it("finds a row by a lookup of the table, however it is written", async () => {
  const config = libraryConfig("{ table: members, by: fields, fields: [card, born] }");
  for (const card of ["7001", " ७००१ "]) {
    const call = { name: "verify_identity", args: { card, born: "1990-03-05" } };
    const played = playTurn(library, newVisit(), `card ${card}, 1990-03-05`, {
      calls: [call],
      config,
      now: later(2_500),
    });
    expect((await played).identity).toMatchObject(nora);
  }
});

it("keeps the store's errors: nothing is proven without a count", async () => {
  const documents = new Proxy(library.documents, {
    get: (target, name) =>
      name === "commit" ? () => Promise.reject(new Error("The store is down.")) : Reflect.get(target, name),
  });
  const call = playTurn({ ...library, documents }, newVisit(), says("M-1", "1990-03-05"), {
    calls: [verify("M-1", "1990-03-05")],
    now: later(3_000),
  });
  await expect(call).rejects.toThrow("The store is down.");
});
