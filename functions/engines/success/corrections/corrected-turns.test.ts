import type { FinishedTurn } from "../../../../shared/contracts/conversation/finished-turns.ts";
import { correctedTurns } from "./corrected-turns.ts";
import { aTurn } from "./corrections.fixture.ts";

const session = (...turns: Partial<FinishedTurn>[]) => turns.map((turn, at) => aTurn({ index: at + 1, ...turn }));
const asked = (text: string) => [{ text }];
const said = (text: string) => ({ messageId: `m ${text}`, text, citations: [] });
const sunday = { inbound: asked("Are you open on Sunday?"), reply: said("No, we are closed on Sundays.") };
const person = { inbound: asked("I want to talk to a person"), reply: said("One moment."), escalationReason: "wish" };

it("finds what an operator answered differently to the question before the wish for a person", () => {
  const answered = { by: "ravi", reply: said("We are open on Sundays from 10:00 to 16:00.") };
  expect(correctedTurns(session(sunday, person, answered))).toEqual([
    {
      turn: 1,
      question: "Are you open on Sunday?",
      said: "No, we are closed on Sundays.",
      by: "ravi",
      right: "We are open on Sundays from 10:00 to 16:00.",
    },
  ]);
});

it("takes the operator's first message that tells something, and no later one of the same takeover", () => {
  const found = correctedTurns(
    session(
      sunday,
      person,
      { by: "ravi", reply: said("Hello, how can I help you?") },
      { inbound: asked("Sunday!") },
      { by: "ravi", reply: said("Sorry. We do open on Sunday mornings, until noon.") },
      { by: "ravi", reply: said("Parking is behind the house, beside the temple.") },
    ),
  );
  expect(found.map(({ turn, right }) => [turn, right])).toEqual([
    [1, "Sorry. We do open on Sunday mornings, until noon."],
  ]);
});

it("finds one for each takeover, also where the agent had nothing to say", () => {
  const found = correctedTurns(
    session(
      sunday,
      person,
      { by: "ravi", reply: said("We are open on Sundays until noon.") },
      { inbound: asked("Do you repair ceiling fans?"), escalationReason: "cannot_help" },
      { by: "ravi", reply: said("Yes, we repair ceiling fans within two days.") },
    ),
  );
  expect(found.map(({ turn, said: words }) => [turn, words])).toEqual([
    [1, "No, we are closed on Sundays."],
    [4, null],
  ]);
});

it.each([
  ["says the same", { by: "ravi", reply: said("We are closed on Sundays, no.") }],
  ["only greets", { by: "ravi", reply: said("Hello!") }],
  ["only asks back", { by: "ravi", reply: said("Which Sunday of December do you mean?") }],
  ["writes nothing", { by: "ravi", reply: null }],
])("finds nothing when the operator %s", (_, turn) => {
  expect(correctedTurns(session(sunday, person, turn))).toEqual([]);
});

it("finds another price, however alike the words are", () => {
  const price = { inbound: asked("What does a haircut cost?"), reply: said("A haircut costs ₹300.") };
  expect(correctedTurns(session(price, { by: "ravi", reply: said("A haircut costs ₹350.") }))).toHaveLength(1);
});

it("finds nothing where the customer asked nothing", () => {
  expect(correctedTurns(session(person, { by: "ravi", reply: said("Your parcel arrives tomorrow morning.") }))).toEqual(
    [],
  );
});

it("reads a conversation of 5,000 turns", () => {
  const asking = Array.from({ length: 4_997 }, (_, at) => ({
    inbound: asked(`Is item ${at} there?`),
    reply: said("Yes."),
  }));
  const answered = { by: "ravi", reply: said("We are open on Sundays from 10:00 to 16:00.") };
  const turns = session(...asking, sunday, person, answered);
  expect(turns).toHaveLength(5_000);
  expect(correctedTurns(turns)).toMatchObject([{ turn: 4_998, right: answered.reply.text }]);
});
