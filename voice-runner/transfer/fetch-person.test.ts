import { fetchPerson } from "./fetch-person.ts";
import type { Colleague, NotReached, Telephone } from "./telephone.ts";

/** What happens at each number, and what was done, in order. */
function scene(
  numbers: Readonly<Record<string, "yes" | "no" | NotReached>>,
  referred: "referred" | NotReached = "impossible",
) {
  const did: string[] = [];
  const colleagueAt = (number: string, answer: "yes" | "no"): Colleague => ({
    gone: new AbortController().signal,
    async tell(sound) {
      for await (const _ of sound);
    },
    decision: async () => answer,
    hearSpeech: () => undefined,
    join: async () => void did.push(`join ${number}`),
    hangUp: async () => void did.push(`hang up ${number}`),
  });
  const telephone: Telephone = {
    async ring(number) {
      did.push(`ring ${number}`);
      const answer = numbers[number] ?? "unreached";
      return answer === "yes" || answer === "no" ? colleagueAt(number, answer) : answer;
    },
    async refer(number) {
      did.push(`refer ${number}`);
      return referred;
    },
    talkEnds: async () => undefined,
  };
  const run = (mode: "warm" | "cold", signal = new AbortController().signal) =>
    fetchPerson({
      mode,
      telephone,
      signal,
      ringMs: 20_000,
      numbers: Object.keys(numbers).map((number) => ({ number, type: null, department: null })),
      briefing: async () => "Asha asks for a refund.",
      session: {
        say: async (text) => void did.push(`say ${text.split(" ").slice(0, 5).join(" ")}`),
        hold: (isOnHold) => void did.push(isOnHold ? "hold" : "resume"),
        language: () => "en-IN",
        // biome-ignore lint/correctness/useYield: The words are all that matters here.
        async *voice(text) {
          did.push(`brief ${text}`);
        },
      },
    });
  return { did, run };
}

const connecting = "say I am connecting you to";
const notReached = "say I am sorry, none of";

it("puts the caller on hold, briefs the colleague, and joins them when they accept", async () => {
  const { did, run } = scene({ "+911": "yes" });
  expect(await run("warm")).toMatchObject({ type: "joined", number: "+911" });
  expect(did).toEqual(["hold", connecting, "ring +911", "brief Asha asks for a refund.", "join +911", "resume"]);
});

it("goes on to the next number when one declines, is busy or does not answer", async () => {
  const { did, run } = scene({ "+911": "no", "+912": "unreached", "+913": "yes" });
  expect(await run("warm")).toMatchObject({ type: "joined", number: "+913" });
  expect(did.filter((each) => /ring|hang up|join|refer/.test(each))).toEqual([
    ...["ring +911", "hang up +911", "ring +912", "ring +913", "join +913"],
  ]);
});

it("says that nobody could be reached, and takes the caller off hold", async () => {
  const { did, run } = scene({ "+911": "unreached" });
  expect(await run("warm")).toEqual({ type: "nobody" });
  expect(did.slice(-2)).toEqual(["resume", notReached]);
});

it("refers the caller where the colleague cannot be called, and calls where referring is impossible", async () => {
  expect(await scene({ "+911": "impossible" }, "referred").run("warm")).toEqual({ type: "referred", number: "+911" });
  expect(await scene({ "+911": "yes" }, "impossible").run("cold")).toMatchObject({ type: "joined" });
});

it("does not ring again by the other way where a telephone was busy", async () => {
  const { did, run } = scene({ "+911": "yes" }, "unreached");
  expect(await run("cold")).toEqual({ type: "nobody" });
  expect(did).not.toContain("ring +911");
});

it("rings nobody more once the caller is gone, and says nothing to them", async () => {
  const { did, run } = scene({ "+911": "yes" });
  expect(await run("warm", AbortSignal.abort())).toEqual({ type: "nobody" });
  expect(did).toEqual(["hold", connecting, "resume"]);
});
