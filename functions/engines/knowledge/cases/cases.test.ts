import type { TurnOutcome } from "../../../../shared/contracts/conversation/turn-outcomes.ts";
import type { Case } from "./case.ts";
import { caseOf } from "./case-of.ts";
import { resolutionsFor } from "./resolutions.ts";
import { wilsonLowerBound } from "./wilson.ts";

const turn = (text: string, changes: Partial<TurnOutcome> = {}): TurnOutcome => ({
  conversationId: "c1",
  inbound: [{ text }],
  reply: { citations: [] },
  toolCalls: [],
  escalationReason: null,
  signals: { sentiment_score: 0.6, flags: [] },
  ...changes,
});

describe("a case", () => {
  it("is what was wanted first, and the last action that was done", () => {
    const turns = [
      turn("Hello"),
      turn("I want to move my appointment to Friday", { signals: { sentiment_score: 0.5, flags: ["booking_intent"] } }),
      turn("Yes please", {
        toolCalls: [
          { name: "search", status: "completed", result: { passages: [] } },
          { name: "reschedule", status: "completed", result: { ok: true } },
          { name: "update_context", status: "completed", result: {} },
        ],
      }),
    ];
    expect(caseOf(turns, "idle")).toEqual({
      question: "I want to move my appointment to Friday",
      resolution: { key: "tool:reschedule", label: "The tool reschedule" },
      succeeded: true,
      escalated: false,
      topics: ["booking_intent"],
    });
  });

  it("rests on a source where nothing was done, and on a person where one took over", () => {
    const cited = turn("What does delivery cost abroad?", { reply: { citations: [{ id: "d#1", title: "Delivery" }] } });
    expect(caseOf([cited], "idle")?.resolution).toEqual({ key: "source:d#1", label: "Delivery" });
    const handed = turn("Where is my parcel?", { escalationReason: "customer_request" });
    expect(caseOf([handed], "idle")).toMatchObject({ resolution: { key: "person" }, succeeded: false });
    expect(caseOf([handed], "resolved")).toMatchObject({ succeeded: true });
  });

  it("failed where the customer left displeased, and is none where nothing was wanted", () => {
    const angry = turn("The parcel is broken again", { signals: { sentiment_score: 0.1 } });
    expect(caseOf([angry], "resolved")).toMatchObject({ succeeded: false });
    expect(caseOf([turn("Hello"), turn("ok")], "idle")).toBeUndefined();
  });
});

it("gives one success of one less weight than ninety of a hundred", () => {
  expect(wilsonLowerBound(1, 1)).toBeCloseTo(0.207, 3);
  expect(wilsonLowerBound(90, 100)).toBeCloseTo(0.826, 3);
  expect(wilsonLowerBound(0, 0)).toBe(0);
});

describe("the resolutions of similar cases", () => {
  const ended = (id: string, question: string, key: string, succeeded: boolean): Case => ({
    conversationId: id,
    customerId: `customer-${id}`,
    question,
    language: "en",
    succeeded,
    escalated: false,
    resolution: { key, label: key },
    topics: [],
    at: "2026-11-01T00:00:00.000Z",
  });
  const parcels = [
    ...Array.from({ length: 9 }, (_, n) => ended(`a${n}`, "my parcel has not arrived", "tool:trace", n > 0)),
    ended("b", "the parcel never arrived", "person", true),
    ...Array.from({ length: 30 }, (_, n) => ended(`z${n}`, "change the invoice address", "reply", true)),
  ];

  it("are ordered by what is sure of them", () => {
    const found = resolutionsFor("parcel did not arrive", parcels, 5);
    expect(found.map(({ key, attempts, successes }) => [key, attempts, successes])).toEqual([
      ["tool:trace", 9, 8],
      ["person", 1, 1],
    ]);
    expect(found[0]?.lowerBound).toBeGreaterThan(found[1]?.lowerBound ?? 1);
  });

  it("count an erased case no more", () => {
    const left = parcels.filter(({ conversationId }) => conversationId !== "b");
    expect(resolutionsFor("parcel did not arrive", left, 5).map(({ key }) => key)).toEqual(["tool:trace"]);
  });
});
