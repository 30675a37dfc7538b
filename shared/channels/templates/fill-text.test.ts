import { filledContent, fillText, namesInText, unknownNames } from "./fill-text.ts";

describe("filling in a text", () => {
  it("leaves out what is known and has no value, with the space before it", () => {
    const values = { customer_name: null, city: "" };
    expect(fillText("Hi {customer_name}, welcome to {city}!", values)).toEqual({
      text: "Hi, welcome to!",
      unknown: [],
    });
  });

  it("reports names that nothing knows, each once, and leaves them in their place", () => {
    expect(fillText("{a} {coupon} {Coupon } {} {coupon}", { a: 1 })).toEqual({
      text: "1 {coupon} {Coupon } {} {coupon}",
      unknown: ["coupon", "Coupon", ""],
    });
  });

  it("knows a name however it is written", () => {
    const values = { first_name: "Mira" };
    for (const written of ["{first_name}", "{First Name}", "{{first_name}}", "{ FIRST-NAME }"])
      expect(fillText(`Dear ${written},`, values)).toEqual({ text: "Dear Mira,", unknown: [] });
    expect(fillText("{पेशेंट का नाम}", { पेशेंट_का_नाम: "मीरा" }).text).toBe("मीरा");
  });

  it("takes values as they are: on one line, their own placeholders untouched, and not endless", () => {
    expect(fillText("Hi {name}.", { name: "A\n\u202e{secret}" })).toEqual({ text: "Hi A {secret}.", unknown: [] });
    expect(fillText("{name}", { name: "x".repeat(5_000) }).text).toHaveLength(200);
  });

  it("knows nothing that an object inherits", () => {
    expect(fillText("a {constructor} b", {}).unknown).toEqual(["constructor"]);
  });

  it("tells a message that may go from one that may not", () => {
    expect(filledContent("Hi {name}", { name: "Mira" })).toEqual({
      content: expect.objectContaining({ text: "Hi Mira" }),
    });
    expect(filledContent("Hi {nmae}", { name: "Mira" })).toMatchObject({ unknownPlaceholders: ["nmae"] });
  });
});

test("the names of a text, and those that are unknown", () => {
  expect(namesInText("{a} {b} {a}, {{ c }}")).toEqual(["a", "b", "c"]);
  expect(unknownNames("{Order No} {b}", ["order_no"])).toEqual(["b"]);
});
