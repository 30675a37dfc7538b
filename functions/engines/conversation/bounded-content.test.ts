import { jsonBytes } from "../../../shared/schema/byte-budget.ts";
import { boundedContext, boundedInbound, boundedTexts, boundedToolCalls, isFullBurst } from "./bounded-content.ts";
import { withMessages } from "./conversation.ts";
import { addNote, newHandoff } from "./handoff/state.ts";
import { limits } from "./limits.ts";
import { aMessage, anInbound } from "./testing/fixtures.ts";

const scripts = { ASCII: "a", Devanagari: "नमस्ते", emoji: "🙏🏽", Arabic: "مرحبا", controls: "\u0001" };

describe.each(Object.entries(scripts))("messages in %s", (_script, letters) => {
  const long = (characters: number) => letters.repeat(Math.ceil(characters / letters.length));

  it("stay within their bytes, newest last, and the others are counted", () => {
    let kept: ReturnType<typeof withMessages> = { recent: [] };
    for (let count = 0; count < 300; count += 1)
      kept = withMessages(kept, [aMessage({ id: `m${count}`, text: long(4_096) })]);
    expect(jsonBytes(kept.recent)).toBeLessThanOrEqual(limits.recent);
    expect(kept.recent.length).toBeGreaterThan(5);
    expect(kept.recent.at(-1)?.id).toBe("m299");
    expect(kept.recent.length + (kept.unsummarised ?? 0)).toBe(300);
  });

  it("are cut when one is larger than a message may be", () => {
    const kept = boundedInbound({ ...anInbound, text: long(400_000), original: long(400_000) });
    expect(jsonBytes(kept.text)).toBeLessThanOrEqual(limits.inboundText);
    expect(jsonBytes(kept.original)).toBeLessThanOrEqual(limits.inboundOriginal);
  });

  it("end a burst that takes too many bytes", () => {
    expect(isFullBurst([{ ...anInbound, text: long(5_000) }])).toBe(false);
    expect(isFullBurst([{ ...anInbound, text: long(150_000) }])).toBe(true);
  });

  it("share the bytes of what one turn says", () => {
    const texts = boundedTexts([{ text: long(90_000) }, { text: "short" }]);
    expect(jsonBytes(texts)).toBeLessThanOrEqual(limits.said);
    expect(texts[1]).toEqual({ text: "short" });
  });

  it("and notes of people stay within theirs", () => {
    const wish = { id: "h", type: "human_agent", department: null, skills: [], priority: "low", at: "2026-11-28" };
    let handoff = newHandoff(wish);
    for (let count = 0; count < 60; count += 1)
      handoff = addNote(handoff, { id: `n${count}`, operator: "meera", text: long(10_000), at: "2026-11-28" });
    expect(jsonBytes(handoff.notes)).toBeLessThanOrEqual(limits.notes);
    expect(handoff.notes.at(-1)?.id).toBe("n59");
  });
});

it("keeps the newest tool calls whole and the outline of the older ones", () => {
  const call = { name: "find", arguments: { for: "x" }, status: "completed", error: null, durationMs: 1 } as const;
  const calls = Array.from({ length: 50 }, (_, place) => ({ ...call, id: `${place}`, result: "न".repeat(8_000) }));
  const kept = boundedToolCalls(calls);
  expect(kept.map(({ id, name }) => `${id} ${name}`)).toEqual(calls.map(({ id, name }) => `${id} ${name}`));
  expect(jsonBytes(kept)).toBeLessThanOrEqual(limits.toolCalls + 50 * 300);
  expect(kept.at(-1)).toEqual(calls.at(-1));
  expect(kept[0]).toMatchObject({ status: "completed", arguments: {}, result: { cut: expect.any(String) } });
});

it("keeps the newest values that the agent remembers", () => {
  const told = Object.fromEntries(Array.from({ length: 100 }, (_, place) => [`k${place}`, "आ".repeat(1_000)]));
  const kept = boundedContext(told);
  expect(jsonBytes(Object.entries(kept))).toBeLessThanOrEqual(limits.context);
  expect(kept).toHaveProperty("k99");
  expect(boundedContext({ diet: "vegetarian" })).toEqual({ diet: "vegetarian" });
});
