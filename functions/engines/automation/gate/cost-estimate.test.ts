import type { TenantConfig } from "../../../../shared/config/index.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { countersOf, noCounters, type WrittenCounters } from "../../../../shared/contracts/metrics/rollup-counters.ts";
import { type CostInput, estimateCost } from "./cost-estimate.ts";
import { costView } from "./cost-view.ts";

const now = new Date("2026-11-29T10:00:00.000Z");
const tokens: WrittenCounters = {
  conversations: { begun: 100 },
  models: { "gemini-3.8-flash": { requests: 400, inputTokens: 1_000_000, outputTokens: 100_000 } },
};

function config({ model = "gemini-3.8-flash", prompt = "You help.", more = "" } = {}): TenantConfig {
  const read = minimalConfig(more);
  const { agent } = read;
  return { ...read, agent: { ...agent, system_prompt: prompt, model: { ...agent.model, primary: model } } };
}

function shown(given: Partial<CostInput> & { readonly written: CostInput["written"] }) {
  const total = given.total ?? countersOf(tokens);
  return costView(estimateCost({ now, old: null, total, ofOld: noCounters(), ...given }));
}

it("prices the measured tokens with each version's model, with the prices of the day", () => {
  const old = { version: 1, config: config() };
  const cost = shown({ old, written: { version: 2, config: config({ model: "gemini-3.5-flash-lite" }) } });
  expect(cost).toMatchObject({ day: "2026-11-29", measured_days: 30, conversations: 100, change_usd: "-0.575" });
  // 1 million at 0.75 and 0.1 million at 3.75; then at 0.30 and 2.50.
  expect([cost.old?.usd, cost.new.usd]).toEqual(["1.125", "0.55"]);
  expect(cost.new.lines[0]).toMatchObject({
    item: "model.gemini-3.5-flash-lite.input",
    units: 1_000_000,
    usd: "0.3",
    price: "0.30",
    per: 1_000_000,
    source: expect.stringContaining("ai.google.dev"),
    read_on: "2026-11-28",
  });
});

it("counts a longer prompt in every request", () => {
  const old = { version: 1, config: config() };
  const written = { version: 2, config: config({ prompt: `You help.${" Kindly.".repeat(50)}` }) };
  // 400 characters more are 100 tokens more in each of 400 requests.
  expect(shown({ old, written }).new.lines[0]).toMatchObject({ units: 1_040_000, usd: "0.78" });
});

it("asks a model that has ended by the one that the vendor names in its place", () => {
  const written = { version: 2, config: config({ model: "gemini-2.5-pro" }) };
  const before = estimateCost({ now, old: null, written, total: countersOf(tokens), ofOld: noCounters() });
  const later = new Date("2026-12-02T00:00:00.000Z");
  const after = estimateCost({ now: later, old: null, written, total: countersOf(tokens), ofOld: noCounters() });
  expect([before.written.lines[0]?.item, after.written.lines[0]?.item]).toEqual([
    "model.gemini-2.5-pro.input",
    "model.gemini-3.8-flash.input",
  ]);
});

it.each([
  ["nothing was measured", {}, "gemini-3.8-flash"],
  ["the list does not have the model", tokens, "openai_compatible/llama"],
])("does not know the cost when %s", (_, measured, model) => {
  const cost = shown({ written: { version: 1, config: config({ model }) }, total: countersOf(measured) });
  expect(cost).toMatchObject({ old: null, change_usd: null, new: { usd: null, known_usd: "0" } });
  expect(cost.new.lines.map(({ usd }) => usd)).toEqual([null, null]);
});

describe("speech", () => {
  const calls = (voice: string) =>
    config({ more: `  voice:\n${voice}\n  channels:\n    input:\n      - type: web_voice\n` });
  const elevenLabs = calls("    stt_provider: deepgram\n    tts_provider: elevenlabs");
  const google = calls("    stt_provider: google\n    tts_provider: google");
  // Ten minutes of the old version, whose speech cost 0.05 dollars a thousand characters: 6,000 of them.
  const called = { ...tokens, calls: { count: 5, ms: 600_000 }, costNanoUsd: { tts: 300_000_000 } };
  const usdOf = (cost: ReturnType<typeof shown>["new"] | null) =>
    cost?.lines.slice(2).map(({ item, units, usd }) => [item, units, usd]);

  it("is priced by the length of calls, and by the characters that its cost tells of", () => {
    const [old, total] = [{ version: 1, config: elevenLabs }, countersOf(called)];
    const cost = shown({ old, written: { version: 2, config: google }, total, ofOld: total });
    expect(usdOf(cost.old)).toEqual([
      ["stt.deepgram.nova-3", 600, "0.077"],
      ["tts.elevenlabs.eleven_flash_v2_5", 6_000, "0.3"],
    ]);
    // Google's voices have no price in the list.
    expect(usdOf(cost.new)).toEqual([
      ["stt.google", 600, "0.16"],
      ["tts.google", 6_000, null],
    ]);
    expect([cost.new.usd, cost.new.known_usd, cost.change_usd]).toEqual([null, "1.285", null]);
  });

  it("is not known where nobody has called yet, and where one model hears and speaks", () => {
    const written = { version: 2, config: elevenLabs };
    expect(usdOf(shown({ old: { version: 1, config: config() }, written }).new)).toEqual([
      ["stt.deepgram.nova-3", null, null],
      ["tts.elevenlabs.eleven_flash_v2_5", null, null],
    ]);
    const live = { version: 2, config: calls("    mode: realtime") };
    expect(usdOf(shown({ written: live, total: countersOf(called) }).new)).toEqual([["realtime", null, null]]);
  });
});
