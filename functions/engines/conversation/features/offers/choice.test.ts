import { readSignals } from "../../../../../shared/agent/signals/signals.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { aConversation, aMessage, neutralSignals, unengaged } from "../../testing/fixtures.ts";
import type { Engagement } from "../feature-state.ts";
import { chooseOffer, matchingTriggers, mayOffer } from "./choice.ts";
import { offerFacts } from "./facts.ts";
import { mentionsProduct } from "./offer.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const crossSell = minimalConfig(`
  business_logic:
    cross_sell:
      triggers:
        - { type: positive_sentiment, action: suggest_premium_tests }
        - { type: test_completion, action: suggest_follow_up }
        - { type: family_mention, action: suggest_family_packages }
        - { type: successful_resolution }
        - { type: "interaction_count > 8", action: suggest_support }
      products:
        - { id: premium_checkup, name: Premium Checkup, price: 2999, conditions: [age_above_30, first_time_customer] }
        - { id: family_package, name: Family Package, price: 4999, conditions: [mention_family, group_booking] }
        - { id: premium_support, conditions: ["customer_type:standard", "interaction_count:>5"] }
        - { id: advanced_features, conditions: ["customer_type:premium", "feature_usage:<50%"] }
`).business_logic.cross_sell;

function factsFrom(
  texts: readonly string[],
  over: { readonly fields?: Record<string, string>; readonly turns?: number } = {},
) {
  const signals = readSignals({ messages: texts.slice(-1), earlier: [], interactionCount: over.turns ?? 1 });
  const fields = Object.fromEntries(
    Object.entries(over.fields ?? {}).map(([name, value]) => [
      name,
      { value, messageId: null, confirmed: true, vouched: false, at: "" },
    ]),
  );
  const conditions = crossSell.products.flatMap((product) => product.conditions);
  return offerFacts({ signals, context: {}, channel: "whatsapp", customer: { fields }, texts, conditions, now });
}

function offerOn(texts: readonly string[], over: Parameters<typeof factsFrom>[1] = {}) {
  const facts = factsFrom(texts, over);
  const triggers = matchingTriggers(crossSell, factsFrom(texts.slice(-1), over));
  const choice = chooseOffer(triggers, crossSell, { facts, texts });
  return choice && `${choice.trigger.type}: ${choice.product.id}`;
}

describe("the product offered", () => {
  it.each([
    ["Can my wife and my kids come too?", "family_mention: family_package"],
    ["मेरी पत्नी और मेरे बेटा दोनों के लिए", "family_mention: family_package"],
    ["My whole family needs a test", "family_mention: family_package"],
    ["Thank you so much, this is great! I am 42 and it is my first time", "positive_sentiment: premium_checkup"],
  ])("on %s is %s", (text, offer) => expect(offerOn([text])).toBe(offer));

  it.each([
    "My wife needs a CBC",
    "What does a CBC cost?",
    "This is great, thank you!",
    "Great! I am 25 and it is my first time",
  ])("on %s is none: a condition is false or unknown", (text) => expect(offerOn([text])).toBeUndefined());

  it("uses the fields of the customer's record", () => {
    const fields = { date_of_birth: "1980-05-01", first_time_customer: "yes" };
    expect(offerOn(["I got my report"], { fields })).toBe("test_completion: premium_checkup");
    expect(offerOn(["I got my report"], { fields: { ...fields, date_of_birth: "2000-05-01" } })).toBeUndefined();
  });

  it("evaluates interaction counts and other tenant conditions", () => {
    expect(offerOn(["That worked"], { turns: 6 })).toBe("successful_resolution: premium_support");
    expect(offerOn(["And the other one"], { turns: 9 })).toBe("interaction_count > 8: premium_support");
    expect(offerOn(["That worked"], { turns: 5 })).toBeUndefined();
    expect(offerOn(["That worked"], { turns: 6, fields: { customer_type: "premium" } })).toBeUndefined();
  });

  it.each([
    ["30", true],
    ["30%", true],
    ["49.5 %", true],
    ["50%", false],
    ["unknown", false],
  ])("reads a percentage however it is written: %s", (feature_usage, offered) => {
    const fields = { customer_type: "premium", feature_usage };
    expect(offerOn(["That worked"], { fields }) !== undefined).toBe(offered);
  });

  it("is none that was mentioned before", () => {
    expect(offerOn(["Tell me about the family package", "My wife and kids would come"])).toBeUndefined();
  });
});

describe("the moment for an offer", () => {
  const fit = aConversation();
  const asked = (over: Parameters<typeof aConversation>[0], signals = neutralSignals) =>
    mayOffer({ ...fit, ...over }, { signals, engagement: unengaged, repeatAfterDays: 30, now });
  const knowing = (engagement: Partial<Engagement>) =>
    mayOffer(fit, { signals: neutralSignals, engagement: { ...unengaged, ...engagement }, repeatAfterDays: 30, now });
  const saying = (text: string) => readSignals({ messages: [text], earlier: [], interactionCount: 1 });

  it("is an untroubled turn with the agent", () => expect(asked({})).toBe(true));

  it.each([
    "I want a refund for my wife and kids",
    "My wife and kids hate your terrible service",
    "My son has chest pain",
    "My family wants to talk to a human",
  ])("is not: %s", (text) => expect(asked({}, saying(text))).toBe(false));

  it("is not during a handoff, after a complaint, or within the repeat period", () => {
    expect(asked({ status: "escalated" })).toBe(false);
    expect(knowing({ hasOptedOut: true })).toBe(false);
    expect(asked({ recent: [aMessage({ text: "This is a scam, I want a refund" })] })).toBe(false);
    expect(knowing({ displeasedAt: "2026-11-10T10:00:00.000Z" })).toBe(false);
    expect(knowing({ displeasedAt: "2026-10-10T10:00:00.000Z" })).toBe(true);
  });
});

it("finds a product by its name in any script, never by part of a word", () => {
  const product = { id: "p", name: "Family Package" };
  expect(mentionsProduct("Try our **FAMILY-PACKAGE**!", product)).toBe(true);
  expect(mentionsProduct("two family packages", product)).toBe(true);
  expect(mentionsProduct("a family", product)).toBe(false);
  expect(mentionsProduct("हमारा फैमिली पैकेज लें", { id: "p", name: "फैमिली पैकेज" })).toBe(true);
});
