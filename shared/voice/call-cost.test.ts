import type { CallUsage } from "../events/calls.ts";
import { callCost } from "./call-cost.ts";
import { callPrices } from "./call-prices.ts";

const heard: CallUsage = { component: "stt", provider: "deepgram", model: "nova-3", unit: "seconds", quantity: 90 };
const said: CallUsage = {
  component: "tts",
  provider: "elevenlabs",
  model: "eleven_flash_v2_5",
  unit: "characters",
  quantity: 1_234,
};
const thought: CallUsage = {
  component: "model",
  provider: "google",
  model: "gemini-2.5-flash-lite",
  unit: "input-tokens",
  quantity: 10_000,
};
const carried: CallUsage = {
  component: "transport",
  provider: "livekit-self-hosted",
  model: "livekit",
  unit: "seconds",
  quantity: 90,
};

it("sums each component exactly, as decimals", () => {
  const answered: CallUsage = { ...thought, unit: "output-tokens", quantity: 500 };
  expect(callCost([heard, said, thought, answered, carried])).toEqual({
    currency: "USD",
    transport: "0",
    stt: "0.01155",
    llm: "0.0012",
    tts: "0.0617",
    telephony: "0",
    platform: "0",
    total: "0.07445",
    unpriced: [],
  });
});

it("names what has no price, and then knows neither that component nor the total", () => {
  const line: CallUsage = {
    component: "telephony",
    provider: "twilio_sip",
    model: "inbound",
    unit: "seconds",
    quantity: 61,
  };
  expect(callCost([heard, line])).toMatchObject({
    stt: "0.01155",
    telephony: null,
    total: null,
    unpriced: ["telephony: twilio_sip/inbound"],
  });
});

it("prices the carrier by what the tenant's configuration says, and only that", () => {
  const line: CallUsage = {
    component: "telephony",
    provider: "sip",
    model: "inbound",
    unit: "seconds",
    quantity: 90,
  };
  expect(callCost([line], { carrierUsdPerMinute: "0.008500" })).toMatchObject({ telephony: "0.01275", unpriced: [] });
  expect(callCost([line], { carrierUsdPerMinute: "0.000000" })).toMatchObject({ telephony: "0", total: "0" });
});

it("adds many small amounts without an error of binary fractions", () => {
  const tenth: CallUsage = { ...said, quantity: 2 };
  expect(callCost(Array.from({ length: 10 }, () => tenth)).tts).toBe("0.001");
});

it("gives every price a source and a day", () => {
  for (const { source, readOn, usd } of callPrices) {
    expect(source).not.toBe("");
    expect(readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(usd).toMatch(/^\d+(\.\d+)?$/);
  }
});
