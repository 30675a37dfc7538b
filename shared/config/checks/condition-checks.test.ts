import { minimalConfig } from "../minimal-config.fixture.ts";
import { conditionWarnings } from "./condition-checks.ts";

function warningsOf(condition: string, signals: Record<string, string[]> = {}) {
  const config = minimalConfig();
  const escalation = {
    ...config.business_logic.escalation,
    triggers: [{ condition, action: "human_agent_transfer", priority: "medium" as const }],
  };
  return conditionWarnings({ ...config, signals, business_logic: { ...config.business_logic, escalation } });
}
const codesOf = (condition: string, signals?: Record<string, string[]>) =>
  warningsOf(condition, signals).map(({ code }) => code);

describe("conditions of escalations", () => {
  it.each([
    "sentiment_score < 0.3",
    "sentiment_score:<0.3",
    "complexity_score > 0.8 && !medical_complexity_high",
    'language in ["hi", "ur"]',
    "language == hi-Latn".replace("hi-Latn", '"hi-Latn"'),
    "interaction_count >= 5",
    "customer_type:premium",
    "customer_request",
    "repetition || low_rating",
    'customer_type.startsWith("gold")',
  ])("may be %s", (condition) => {
    expect(codesOf(condition)).toEqual([]);
  });

  it.each([
    ["medical_complexity_hihg", "did you mean `medical_complexity_high`?"],
    ["chest_pain || complaint", "waits for the signal `chest_pain`"],
    ["sentiment < 0.3", "waits for the signal `sentiment`"],
  ])("are warned of when nothing raises their signal: %s", (condition, what) => {
    const [only] = warningsOf(condition);
    expect(only).toMatchObject({ code: "signal-unknown", what: expect.stringContaining(what) });
  });

  it("may read signals of the tenant's own", () => {
    expect(codesOf("chest_pain && !complaint", { chest_pain: ["chest pain"] })).toEqual([]);
  });

  it.each([
    "sentiment_score < 0",
    "sentiment_score > 1",
    "complexity_score > 80",
    "interaction_count < 1",
    'sentiment_score == "low"',
    'language == "hindi"',
    "complaint && !complaint",
    "sentiment_score < 0.2 && sentiment_score > 0.4",
  ])("are warned of when they can never hold: %s", (condition) => {
    expect(codesOf(condition)).toEqual(["condition-never"]);
  });

  it.each(["sentiment_score >= 0", "interaction_count > 0", "complaint || !complaint"])(
    "are warned of when they always hold: %s",
    (condition) => {
      expect(codesOf(condition)).toEqual(["condition-always"]);
    },
  );
});
