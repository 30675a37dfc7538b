import { z } from "zod";

const text = z.string().max(2_000).describe("Words, or the name of the tool.");

/** What must be true after a scenario's message. */
export const Expectation = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("reply").describe("The agent answered, without a finding of the guard.") }),
    z.object({ kind: z.literal("handoff").describe("The conversation went to a person.") }),
    z.object({ kind: z.literal("mentions").describe("The reply holds these words."), text }),
    z.object({ kind: z.literal("not-mentions").describe("The reply does not hold these words."), text }),
    z.object({
      kind: z.literal("numbers").describe("The reply states every number of this text, in digits or words."),
      text,
    }),
    z.object({ kind: z.literal("calls").describe("The tool of this name did what was asked."), text }),
    z.object({ kind: z.literal("asks").describe("The reply asks something.") }),
    z.object({
      kind: z.literal("language").describe("The reply is in the language of this code."),
      code: z.string().max(20).describe("Such as `hi`."),
    }),
  ])
  .meta({ id: "ScenarioExpectation" });
export type Expectation = z.infer<typeof Expectation>;

/** `not-checked`: nothing can be said, because nobody answered in time or nothing says what a right answer is. */
export const ScenarioOutcome = z.literal(["passed", "failed", "not-checked"]);
export type ScenarioOutcome = z.infer<typeof ScenarioOutcome>;
