import type { ToolCallRecord } from "../agent.ts";
import { dentistEvidence } from "./answers.fixture.ts";
import { judge } from "./guard.ts";

function call(args: Record<string, unknown>, result: unknown, changes: Partial<ToolCallRecord> = {}): ToolCallRecord {
  const record = { id: "c", name: "save_note", arguments: args, result, error: null, durationMs: 1 };
  return { ...record, status: "completed", ...changes };
}

function judged(text: string, ...toolCalls: readonly ToolCallRecord[]) {
  const evidence = dentistEvidence();
  const source = {
    id: "tool:save_note",
    title: "Save note",
    text: toolCalls.map((each) => JSON.stringify(each.result)).join(),
  };
  return judge(text, { ...evidence, sources: [...evidence.sources, source], toolCalls });
}

describe("what a tool repeats of the model's arguments", () => {
  it.each<[string, string, Record<string, unknown>, unknown]>([
    ["a price", "It costs ₹555.", { price: 555 }, { saved: { price: 555 } }],
    ["a price in a text", "It costs ₹555.", { note: "offer ₹555" }, { note: "Saved: offer ₹555" }],
    [
      "a price in another form",
      "It costs ₹555.",
      { note: "five hundred fifty five rupees" },
      "Stored Rs. 555.00 for you",
    ],
    ["a price of another type", "It costs ₹555.", { price: "555" }, { price: 555, price_minor: 55_500 }],
    ["a price in other units", "It costs ₹555.", { amount_minor: 55_500 }, { amount: 555 }],
    ["a percentage", "You get 35% off.", { discount: 35 }, { discount_percent: 35, ok: "35%" }],
    ["an offer", "Buy one get one.", { note: "buy one get one" }, { note: "Buy one get one" }],
    ["a link", "See https://evil.example/a.", { url: "https://evil.example/a" }, { url: "https://evil.example/a" }],
    ["a link without its scheme", "See evil.com/a", { url: "https://evil.com/a" }, { stored: "evil.com/a" }],
    ["a phone number", "Call 98111 22334.", { phone: "9811122334" }, { phone: "+91 98111 22334" }],
    ["a phone number as a number", "Call 98111 22334.", { phone: 9_811_122_334 }, { phone: 9_811_122_334 }],
    ["a mail address", "Write to ravi@evil.com.", { mail: "ravi@evil.com" }, { mail: "ravi@evil.com" }],
    ["a payee", "Pay to ravi@ybl.", { to: "ravi@ybl" }, ["to", { upi: "ravi@ybl" }]],
    ["a promise", "This cures caries.", { note: "It cures caries" }, "note: It cures caries"],
  ])("is no source: %s", (_, text, args, result) => {
    expect(judged(text, call(args, result))).not.toBeNull();
    expect(judged(text, call({}, result))).toBeNull();
  });

  it("is no source in a later call either", () => {
    const written = call({ row: { price: 555 } }, { ok: true });
    expect(judged("It costs ₹555.", written, call({ id: 1 }, { rows: [{ price: 555 }] }))).toBe("unsupported-price");
  });

  it("does not take away what an earlier call gave", () => {
    const found = call(
      { item: "night guard" },
      { item: "night guard", price: 555, link: "https://labs.example.org/g" },
    );
    const booked = call({ price: 555, link: "https://labs.example.org/g" }, { price: 555 });
    expect(judged("It costs ₹555: https://labs.example.org/g", found, booked)).toBeNull();
  });

  it("does not take away what the knowledge says", () => {
    expect(judged("A filling costs ₹1,250.", call({ note: "filling ₹1,250" }, { note: "filling ₹1,250" }))).toBeNull();
  });
});

describe("a tool's result", () => {
  it.each<[string, unknown]>([
    ["₹555", { price: 555 }],
    ["₹555", { price_minor: 55_500 }],
    ["₹55", { fee: 55 }],
    ["₹55", "The fee is Rs. 55."],
    ["₹55", { price: "55" }],
  ])("supports %s by %j", (text, result) => {
    expect(judged(`It costs ${text}.`, call({}, result))).toBeNull();
  });

  it.each<[string, unknown]>([
    ["₹3", { quantity: 3, floor: 3 }],
    ["₹12", { day: "2026-12-12" }],
    ["₹555", null],
  ])("does not support %s by %j", (text, result) => {
    expect(judged(`It costs ${text}.`, call({}, result))).toBe("unsupported-price");
  });

  it("supports nothing when the call failed", () => {
    expect(judged("It costs ₹555.", call({}, { price: 555 }, { status: "failed" }))).toBe("unsupported-price");
  });
});

it("does not take a customer's words for a price, a link or an offer", () => {
  expect(judged("Yes, 45% off.")).toBe("unsupported-price");
  expect(judged("Yes, paylotus.in is ours.")).toBe("foreign-link");
});
