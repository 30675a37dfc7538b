import { speechTurns } from "./speech-turns.ts";

const samples = new Int16Array(1);

function setUp() {
  let unasked = 0;
  const turns = speechTurns(() => {
    unasked += 1;
  });
  const told: string[] = [];
  const speech = (name: string) => ({
    sound: () => void told.push(`${name} sounds`),
    said: (text: string) => void told.push(`${name} says ${text}`),
    ended: (how: string) => void told.push(`${name} ends ${how}`),
  });
  return { turns, told, speech, unasked: () => unasked };
}

it("gives each speech its own sound, and the transcription that comes after its end", () => {
  const { turns, told, speech } = setUp();
  turns.ask(speech("one"));
  turns.sound(samples);
  turns.generated();
  turns.ask(speech("two"));
  turns.said("late");
  turns.sound(samples);
  turns.said("two");
  turns.complete();
  expect(told).toEqual([
    "one sounds",
    "one ends whole",
    "one says late",
    "two sounds",
    "two says two",
    "two ends whole",
  ]);
});

it("tells when the model speaks unasked, and lets nobody hear it", () => {
  const { turns, told, speech, unasked } = setUp();
  turns.sound(samples);
  turns.said("Hello");
  turns.complete();
  expect(unasked()).toBe(1);
  turns.ask(speech("one"));
  turns.sound(samples);
  expect(told).toEqual(["one sounds"]);
  expect(unasked()).toBe(1);
});

it("passes over a forgotten speech that a newer one broke off before it began", () => {
  const { turns, told, speech } = setUp();
  const old = speech("old");
  turns.ask(old);
  turns.forget(old);
  turns.ask(speech("new"));
  turns.sound(samples);
  turns.interrupted();
  expect(told).toEqual(["new sounds", "new ends broken-off"]);
});

it("takes the end of a turn without speech, such as after a call, for nobody's", () => {
  const { turns, told, speech } = setUp();
  turns.ask(speech("one"));
  turns.generated();
  turns.complete();
  turns.sound(samples);
  expect(told).toEqual(["one sounds"]);
  expect(turns.isIdle()).toBe(false);
});
