import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { anInbound } from "../../testing/fixtures.ts";
import { type CollectionPlan, collectionPlan } from "./collection-plan.ts";
import { afterTurn, answerIn } from "./learn.ts";
import { aboutConsent, type CollectionState, nothingCollected } from "./state.ts";

function planOf(yaml: string): CollectionPlan {
  const plan = collectionPlan(minimalConfig(`  data_collection: ${yaml}\n`));
  if (!plan) throw new Error("The plan collects nothing.");
  return plan;
}

function told(plan: CollectionPlan, values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([id, value]) => {
    const field = plan.fields.find((each) => each.id === id);
    if (!field) throw new Error(`There is no field ${id}.`);
    return { field, value, messageId: "m1" };
  });
}

const asked = (about: string, pending: CollectionState["pending"]): CollectionState => ({
  ...nothingCollected,
  pending,
  asked: { about, turn: 4 },
});
const waiting = { value: "+919812345678", messageId: "m0", confirmed: false };

describe("what a turn learns about a customer", () => {
  const plain = planOf("{}");
  const confirming = planOf("{ confirm: [phone] }");
  const consenting = planOf("{ consent: { wording: May we?, required: true } }");

  it("stores values at once that need no confirmation", () => {
    const learnt = afterTurn(nothingCollected, {
      plan: plain,
      answer: undefined,
      turn: 1,
      details: told(plain, { phone: "+919812345678" }),
    });
    expect(learnt).toMatchObject({ question: null, fresh: { phone: { value: "+919812345678", confirmed: true } } });
  });

  it("asks to confirm a value, stores the others, and stores it after a yes", () => {
    const details = told(confirming, { phone: "+919812345678", email: "asha@example.com" });
    const first = afterTurn(nothingCollected, { plan: confirming, answer: undefined, details, turn: 4 });
    expect(first.question).toBe("phone");
    expect(Object.keys(first.fresh)).toEqual(["email"]);
    const answer = { about: "phone", said: "yes" } as const;
    const second = afterTurn(first.state, { plan: confirming, answer, details: [], turn: 5 });
    expect(second.fresh).toEqual({ phone: { value: "+919812345678", messageId: "m1", confirmed: true } });
    expect(second.state).toMatchObject({ pending: {}, asked: null });
  });

  it("drops a value after a no, and asks about its replacement", () => {
    const answer = { about: "phone", said: "no" } as const;
    const dropped = afterTurn(asked("phone", { phone: waiting }), { plan: confirming, answer, details: [], turn: 5 });
    expect(dropped).toMatchObject({ fresh: {}, question: null, state: { pending: {}, asked: null } });
    const details = told(confirming, { phone: "+919812345670" });
    const replaced = afterTurn(asked("phone", { phone: waiting }), { plan: confirming, answer, details, turn: 5 });
    expect(replaced).toMatchObject({ fresh: {}, question: "phone", state: { asked: { turn: 5 } } });
    expect(replaced.state.pending.phone?.value).toBe("+919812345670");
  });

  it("stores nothing before consent, everything after it, and nothing after a refusal", () => {
    const details = told(consenting, { email: "asha@example.com" });
    const first = afterTurn(nothingCollected, { plan: consenting, answer: undefined, details, turn: 1 });
    expect(first).toMatchObject({ fresh: {}, question: aboutConsent, consent: null });
    const answered = (said: "yes" | "no") =>
      afterTurn(first.state, { plan: consenting, answer: { about: aboutConsent, said }, details: [], turn: 2 });
    expect(answered("yes")).toMatchObject({
      consent: { granted: true, wording: "May we?" },
      fresh: { email: { value: "asha@example.com" } },
    });
    expect(answered("no")).toMatchObject({
      consent: { granted: false },
      fresh: {},
      state: { consent: "refused", pending: {}, kept: {} },
    });
  });
});

describe("the answer to a question", () => {
  const before = asked("phone", { phone: waiting });

  it("counts as words only in the very next turn, and as a button at any time", () => {
    expect(answerIn(before, 4, [{ ...anInbound, text: "haan ji" }])).toEqual({ about: "phone", said: "yes" });
    expect(answerIn(before, 5, [{ ...anInbound, text: "yes" }])).toBeUndefined();
    expect(answerIn(before, 9, [{ ...anInbound, text: "No", choiceId: "data:phone:no" }])).toEqual({
      about: "phone",
      said: "no",
    });
    expect(answerIn(before, 9, [{ ...anInbound, text: "Yes", choiceId: "data:email:yes" }])).toBeUndefined();
  });
});
