import {
  type Delivery,
  type DeliveryReports,
  type DeliveryStatus,
  deliveryProgress,
  reportedPart,
} from "./delivery-progress.ts";

const sent = (over: Partial<Delivery> = {}): Delivery => ({
  status: "queued",
  providerMessageIds: ["p1"],
  errorCode: null,
  ...over,
});

function reports(
  ...parts: readonly (readonly [id: string, status: DeliveryStatus, errorCode?: string])[]
): DeliveryReports {
  return Object.fromEntries(
    parts.map(([id, status, errorCode = null], index) => [
      id,
      { messageId: "m1", status, errorCode, at: `2026-11-22T10:00:0${index}.000Z` },
    ]),
  );
}

describe("delivery progress", () => {
  it("is null without an answer or a report", () => {
    expect(deliveryProgress("m1", null, {})).toBeNull();
    expect(deliveryProgress("m1", undefined, {})).toBeNull();
  });

  it("is the provider's answer before any report", () => {
    const failed = sent({ status: "failed", providerMessageIds: [], errorCode: "21610" });
    expect(deliveryProgress("m1", failed, {})).toEqual({
      status: "failed",
      errorCode: "21610",
      providerMessageIds: [],
    });
  });

  it("is the reported status when the conversation no longer holds the message", () => {
    expect(deliveryProgress("m1", undefined, reports(["p1", "read"]))).toEqual({
      status: "read",
      errorCode: null,
      providerMessageIds: ["p1"],
    });
  });

  it.each<[string, DeliveryStatus, DeliveryReports, DeliveryStatus]>([
    ["the later of both: the report", "queued", reports(["p1", "delivered"]), "delivered"],
    ["the later of both: the answer", "sent", reports(["p1", "queued"]), "sent"],
    ["that of its slowest part", "queued", reports(["p1", "read"], ["p2", "sent"]), "sent"],
    [
      "failed when one part failed and one is in transit",
      "queued",
      reports(["p1", "sent"], ["p2", "failed", "30008"]),
      "failed",
    ],
    [
      "failed when one part failed and one arrived",
      "queued",
      reports(["p1", "read"], ["p2", "failed", "30008"]),
      "failed",
    ],
    ["failed when a part was rejected and another arrived", "failed", reports(["p1", "delivered"]), "failed"],
  ])("is %s", (_name, status, reported, expected) => {
    expect(deliveryProgress("m1", sent({ status }), reported)?.status).toBe(expected);
  });

  it("gives the error of a failed part, and each part's id once", () => {
    const progress = deliveryProgress("m1", sent(), reports(["p1", "read"], ["p2", "failed", "30008"]));
    expect(progress).toEqual({ status: "failed", errorCode: "30008", providerMessageIds: ["p1", "p2"] });
  });

  it("ignores reports on other messages of the turn", () => {
    const other = {
      p9: { messageId: "m2", status: "failed", errorCode: "30008", at: "2026-11-22T10:00:00.000Z" },
    } as const;
    expect(deliveryProgress("m1", sent(), other)).toEqual({
      status: "queued",
      errorCode: null,
      providerMessageIds: ["p1"],
    });
  });

  it("is that of the template that replaced late free text", () => {
    const late = reports(["p1", "failed", "63016"], ["p2", "delivered"]);
    expect(deliveryProgress("m1", sent({ template: "hello" }), late)?.status).toBe("delivered");
    expect(deliveryProgress("m1", sent(), late)?.status).toBe("failed");
  });
});

describe("the provider's id of a part", () => {
  it("follows the order of the reports", () => {
    const both = { ...reports(["p2", "sent"], ["p1", "sent"]) };
    expect(reportedPart(both, "m1", 0)).toBe("p2");
    expect(reportedPart(both, "m1", 1)).toBe("p1");
    expect(reportedPart(both, "m1", 2)).toBeUndefined();
    expect(reportedPart(both, "m2", 0)).toBeUndefined();
  });
});
