import fc from "fast-check";
import type { OfferSold } from "../../../shared/events/index.ts";
import { newOffer, revenueByTime, withOfferAnswer, withSale } from "./offer.ts";
import { summaryOf } from "./offer-summary.ts";
import { offerTerms } from "./offer-terms.fixture.ts";

const terms = offerTerms("2026-11-22T10:00:00.000Z");

function sale(status: OfferSold["status"], saleId: string, amountMinor = 499_900): OfferSold {
  return { offer: terms, saleId, status, amountMinor, currency: "INR", at: "2026-11-22T11:00:00.000Z" };
}

const made = newOffer(terms);

it("counts the booked amount until a payment arrives, and then the payment", () => {
  const booked = withSale(made, sale("booked", "turn.0"));
  expect(booked).toMatchObject({ status: "accepted", revenueMinor: 499_900 });
  expect(withSale(booked, sale("paid", "pay1")).revenueMinor).toBe(499_900);
});

it("subtracts only the refunded payment", () => {
  const twice = withSale(withSale(made, sale("paid", "pay1")), sale("paid", "pay2"));
  expect(twice.revenueMinor).toBe(999_800);
  expect(withSale(twice, sale("refunded", "pay1", 1)).revenueMinor).toBe(499_900);
});

it("gives the same revenue for events in any order and repeated", () => {
  const sales = [sale("booked", "turn.0"), sale("paid", "pay1"), sale("refunded", "pay1"), sale("paid", "pay2")];
  const deliveries = fc.shuffledSubarray([...sales, ...sales, ...sales], { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(deliveries, (events) => {
      const offer = events.reduce(withSale, made);
      expect(offer).toMatchObject({ status: "accepted", revenueMinor: 499_900 });
    }),
  );
});

it("tells the revenue of each day alike for events in any order and repeated", () => {
  const on = (day: number, sold: OfferSold) => ({ ...sold, at: `2026-11-${day}T11:00:00.000Z` });
  const sales = [
    on(22, sale("booked", "turn.0")),
    on(23, sale("paid", "pay1")),
    on(24, sale("paid", "pay2", 300_000)),
    on(26, sale("refunded", "pay1")),
  ];
  const deliveries = fc.shuffledSubarray([...sales, ...sales, ...sales], { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(deliveries, (events) => {
      expect([...revenueByTime(events.reduce(withSale, made))]).toEqual([
        ["2026-11-22T11:00:00.000Z", 499_900],
        ["2026-11-24T11:00:00.000Z", 300_000],
        ["2026-11-26T11:00:00.000Z", -499_900],
      ]);
    }),
  );
});

it("keeps the first answer, and treats a payment as acceptance", () => {
  const declined = withOfferAnswer(made, "declined", "2026-11-22T10:05:00.000Z");
  expect(withOfferAnswer(declined, "accepted", "2026-11-22T10:06:00.000Z")).toBe(declined);
  expect(withSale(declined, sale("paid", "pay1")).status).toBe("accepted");
});

it("does not treat a refund alone as acceptance", () => {
  expect(withSale(made, sale("refunded", "pay0"))).toMatchObject({ status: "made", revenueMinor: 0 });
});

it("summarises by product, highest revenue first", () => {
  const other = { ...newOffer({ ...terms, offerId: "o2", productId: "checkup", productName: "Checkup" }) };
  const summary = summaryOf([other, withSale(made, sale("paid", "pay1")), { ...made, status: "expired" }]);
  expect(summary).toMatchObject({ made: 3, accepted: 1, expired: 1, acceptanceRate: 0.333 });
  expect(summary.products).toMatchObject([
    { productId: "family_package", made: 2, revenueMinor: 499_900, acceptanceRate: 0.5 },
    { productId: "checkup", made: 1, revenueMinor: 0, acceptanceRate: 0 },
  ]);
});
