import { register } from "../models/register.ts";
import { callPrices } from "../voice/call-prices.ts";
import { priceList, priceOn } from "./price-list.ts";
import { billedParts } from "./price-row.ts";

const isDay = /^\d{4}-\d{2}-\d{2}$/;

test("says of every price where and when it was read", () => {
  for (const { item, source, readOn, per, price } of priceList) {
    expect([item, source.length > 3, isDay.test(readOn), per > 0]).toEqual([item, true, true, true]);
    expect(price ?? "0").toMatch(/^\d+(\.\d+)?$/);
  }
});

test("has one price of an item for a day", () => {
  const days = ["2025-12-31", "2026-01-01", "2026-11-29", "2026-12-01", "2027-01-01"];
  for (const day of days)
    for (const item of new Set(priceList.map((row) => row.item))) {
      const rows = priceList.filter(
        (row) => row.item === item && (row.from ?? "") <= day && (row.until === null || day < row.until),
      );
      expect([day, item, rows.length > 1]).toEqual([day, item, false]);
    }
});

test("follows a price over its days", () => {
  expect(priceOn("whatsapp.marketing.IN", "2025-12-31")?.price).toBe("0.7846");
  expect(priceOn("whatsapp.marketing.IN", "2026-01-01")?.price).toBe("0.8631");
  expect(priceOn("model.gemini-2.5-pro.input", "2026-11-30")?.price).toBe("1.25");
  expect(priceOn("model.gemini-2.5-pro.input", "2026-12-01")).toBeUndefined();
});

test("has the models and the speech of their registers, and does not repeat them", () => {
  for (const { id, price } of register) {
    const rows = priceList.filter(({ item }) => item === `model.${id}.input`);
    expect(rows.map((row) => row.price)).toEqual([price.input]);
  }
  expect(priceOn("stt.deepgram.nova-3", "2026-11-29")?.price).toBe(
    callPrices.find(({ model }) => model === "nova-3")?.usd,
  );
});

test("prices the units beyond each volume by themselves", () => {
  const row = priceOn("whatsapp.utility.IN", "2026-11-29");
  if (row === undefined) throw new Error("The list lacks the item.");
  expect(billedParts(row, 16_000_000, false)).toEqual([
    { units: 750_000, price: "0.1150" },
    { units: 14_250_000, price: "0.1081" },
    { units: 1_000_000, price: "0.1012" },
  ]);
});

test("takes the free units of a billing account only from a client that has its own", () => {
  const row = priceOn("cloud-run.cpu", "2026-11-29");
  if (row === undefined) throw new Error("The list lacks the item.");
  expect(billedParts(row, 200_000, false)).toEqual([{ units: 200_000, price: "0.000024" }]);
  expect(billedParts(row, 200_000, true)).toEqual([{ units: 20_000, price: "0.000024" }]);
  expect(billedParts(row, 100, true)).toEqual([{ units: 0, price: "0.000024" }]);
});

test("keeps unknown what was not read", () => {
  const row = priceOn("twilio.voice.IN", "2026-11-29");
  expect(row && billedParts(row, 60, false)).toBeNull();
});
