import fc from "fast-check";
import { conditionHolds, evaluate, parseCondition } from "./condition.ts";

const facts = {
  flags: ["medical_complexity_high"],
  sentiment_score: 0.2,
  interaction_count: 6,
  customer_type: "standard",
  language: "hi-Latn",
  feature_usage: 40,
};

describe("conditions", () => {
  it.each([
    ["sentiment_score < 0.3", true],
    ["sentiment_score > 0.3", false],
    ["sentiment_score:<0.3", true],
    ["sentiment_score: >= 0.3", false],
    ["interaction_count:>5", true],
    ["interaction_count:6", true],
    ["customer_type:standard", true],
    ["customer_type:premium", false],
    ["customer_type != 'premium'", true],
    ["feature_usage:<50%", true],
    ["feature_usage < 30%", false],
    ["feature_usage < 50% && sentiment_score < 0.3", true],
    ["medical_complexity_high", true],
    ["!medical_complexity_high", false],
    ["medical_complexity_high:true", true],
    ["system_error", false],
    ["system_error:false", true],
    ["sentiment_score < 0.3 && interaction_count > 5", true],
    ["sentiment_score < 0.1 || !(interaction_count > 9)", true],
    ['language in ["hi", "hi-Latn"]', true],
    ['"medical_complexity_high" in flags', true],
    ['language.startsWith("hi")', true],
    ["interaction_count * 2 == 12", true],
    ["sentiment_score > -1", true],
  ])("%s is %s", (text, expected) => {
    expect(conditionHolds(text, facts)).toBe(expected);
  });

  it.each(["request_escalation:true", "customer_request", "customer_request_escalation"])(
    "takes %s for the customer's request",
    (text) => {
      expect(conditionHolds(text, { flags: ["customer_request_escalation"] })).toBe(true);
      expect(conditionHolds(text, { flags: ["request_escalation"] })).toBe(true);
      expect(conditionHolds(text, { flags: [] })).toBe(false);
    },
  );

  it.each(["sentiment_score < 0.3", "sentiment_score != 0.3", "a == b", 'x in ["a"]', 'x.startsWith("a")', "-x < 1"])(
    "does not hold while what %s asks about is unknown",
    (text) => {
      expect(parseCondition(text).ok).toBe(true);
      expect(conditionHolds(text, { flags: [] })).toBe(false);
    },
  );

  it("does not compare a text with a number", () => {
    expect(conditionHolds("customer_type > 5", facts)).toBe(false);
    expect(conditionHolds("sentiment_score < 'z'", facts)).toBe(false);
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("finds no fact named %s", (text) => {
    expect(conditionHolds(text, { flags: [] })).toBe(false);
    expect(conditionHolds(`${text} == ${text}`, { flags: [] })).toBe(false);
  });

  it.each([
    ["sentiment_score <", "cannot be read"],
    ["", "cannot be read"],
    ["foo bar", "cannot be read"],
    ["sentiment_score + 1", "neither true nor false"],
    ["process.exit(1)", "calls `exit`"],
    ["a.b", "neither true nor false"],
    ["5", "never changes"],
    ["x == null", "not a number, text, true or false"],
    ["a".repeat(501), "longer than 500"],
    [`${"(".repeat(200)}a${")".repeat(200)}`, "cannot be read"],
  ])("refuses %s", (text, reason) => {
    const parsed = parseCondition(text);
    expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining(reason) });
  });

  it("lists the signals it reads", () => {
    const parsed = parseCondition("a < 1 && (b || !a) && customer_request");
    expect(parsed).toMatchObject({ ok: true, condition: { reads: ["a", "b", "customer_request_escalation"] } });
  });

  it("never throws, whatever the text and the facts", () => {
    const word = fc.constantFrom(
      "a",
      "b",
      "flags",
      "true",
      "null",
      "__proto__",
      "0.3",
      "'x'",
      "50%",
      "[1]",
      "{}",
      "f(x)",
    );
    const joiner = fc.constantFrom(
      " < ",
      " && ",
      " || ",
      ":",
      ":<",
      " in ",
      ".",
      "(",
      ")",
      "!",
      " ",
      "?",
      "-",
      "${",
      "`",
    );
    const alike = fc.array(fc.oneof(word, joiner), { maxLength: 12 }).map((parts) => parts.join(""));
    const values = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(undefined)));
    fc.assert(
      fc.property(fc.oneof(alike, fc.string()), values, fc.array(fc.string()), (text, known, flags) => {
        const parsed = parseCondition(text);
        if (parsed.ok) expect(typeof evaluate(parsed.condition, { ...known, flags })).toBe("boolean");
        else expect(parsed.message).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the short form the meaning of the long form", () => {
    const operator = fc.constantFrom("<", "<=", ">", ">=", "==", "!=");
    const amount = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(operator, amount, amount, (comparison, limit, x) => {
        const known = { flags: [], x };
        expect(conditionHolds(`x:${comparison}${limit}`, known)).toBe(
          conditionHolds(`x ${comparison} ${limit}`, known),
        );
      }),
    );
  });

  it("never runs code from the text", () => {
    const before = Object.keys(globalThis).length;
    fc.assert(
      fc.property(
        fc.constantFrom("globalThis.pwned = 1", "(() => 1)()", "constructor.constructor('pwned=1')()"),
        (text) => {
          expect(parseCondition(text).ok).toBe(false);
          expect(Object.keys(globalThis)).toHaveLength(before);
        },
      ),
    );
  });
});
