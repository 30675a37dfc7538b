import { colourOf, labelIdOf } from "./label-id.ts";

test("a label's id comes from its title, in every script", () => {
  expect(labelIdOf("  Refund & complaint! ")).toBe("refund-complaint");
  expect(labelIdOf("रिफ़ंड")).toMatch(/^l[a-z0-9-]+$/);
  expect(labelIdOf("x".repeat(80))).toHaveLength(40);
  expect(labelIdOf("एक")).not.toBe(labelIdOf("दो"));
});

test("the same label always has the same colour", () => {
  expect(colourOf("refund")).toBe(colourOf("refund"));
  expect(colourOf("refund")).toMatch(/^#[0-9a-f]{6}$/);
});
