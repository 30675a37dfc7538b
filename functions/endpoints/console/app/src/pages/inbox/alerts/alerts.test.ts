import { anEvent, at } from "../testing.ts";
import { isAlerting, nextReportMs } from "./alert-rules.ts";
import { seenIn, withSeen } from "./seen.ts";

describe("an alert", () => {
  const where = { me: "asha", openId: "open", isHidden: false };

  it.each([
    [{ kind: "requested" }, true],
    [{ kind: "assigned", assigned_to: "asha" }, true],
    [{ kind: "assigned", assigned_to: "bela" }, false],
    [{ kind: "transfer", assigned_to: null }, true],
    [{ kind: "transfer", assigned_to: "bela" }, false],
    [{ kind: "customer-wrote", assigned_to: "asha" }, true],
    [{ kind: "customer-wrote", assigned_to: "bela" }, false],
    [{ kind: "reply", assigned_to: "asha" }, false],
  ])("for %j: %s", (change, expected) => {
    expect(isAlerting(anEvent("other", change), where)).toBe(expected);
  });

  it("is not given for the conversation that the operator looks at", () => {
    const wrote = anEvent("open", { kind: "customer-wrote", assigned_to: "asha" });
    expect(isAlerting(wrote, where)).toBe(false);
    expect(isAlerting(wrote, { ...where, isHidden: true })).toBe(true);
  });
});

test("presence is reported again before it ends", () => {
  expect(nextReportMs(at(2), Date.parse(at(0)))).toBe(40_000);
  expect(nextReportMs(at(0), Date.parse(at(9)))).toBe(5_000);
  expect(nextReportMs(at(50), Date.parse(at(0)))).toBe(60_000);
});

test("what was read never becomes unread by an older look, and the oldest give way", () => {
  const seen = withSeen(withSeen({}, "a", at(5)), "a", at(3));
  expect(seen).toEqual({ a: at(5) });
  let many = seen;
  for (let index = 0; index < 600; index += 1) many = withSeen(many, `c${index}`, at(1));
  expect(Object.keys(many)).toHaveLength(500);
  expect(many.a).toBeUndefined();
  expect([seenIn("{broken"), seenIn(null), seenIn("3")]).toEqual([{}, {}, {}]);
});
