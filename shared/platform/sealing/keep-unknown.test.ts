import { z } from "zod";
import { keepingUnknown } from "./keep-unknown.ts";

const Part = z.object({ text: z.string().trim(), size: z.number().default(1) });
const Whole = z
  .object({
    parts: z.array(Part),
    byName: z.record(z.string(), Part),
    state: z.discriminatedUnion("type", [
      z.object({ type: z.literal("a") }),
      z.object({ type: z.literal("b"), part: Part }),
    ]),
    maybe: Part.nullable().optional(),
    strict: z.strictObject({ only: z.string() }).optional(),
  })
  .refine(({ parts }) => parts.length < 3, "too many parts");
const kept = keepingUnknown(Whole);
const part = { text: "x", size: 2, colour: "red" };

it("keeps unknown fields at every depth", () => {
  const data = {
    parts: [part],
    byName: { one: part },
    state: { type: "b", part, since: 1 },
    maybe: part,
    extra: { deep: [1] },
  };
  expect(kept.parse(data)).toEqual(data);
});

it("still trims, fills defaults, refuses and refines", () => {
  const least = { parts: [{ text: " x " }], byName: {}, state: { type: "a" } };
  expect(kept.parse(least)).toEqual({ ...least, parts: [{ text: "x", size: 1 }] });
  expect(kept.safeParse({ ...least, parts: [{}] }).success).toBe(false);
  expect(kept.safeParse({ ...least, state: { type: "c" } }).success).toBe(false);
  expect(kept.safeParse({ ...least, parts: [part, part, part] }).error?.message).toContain("too many parts");
  expect(kept.safeParse({ ...least, strict: { only: "x", more: 1 } }).success).toBe(false);
});

it("leaves the schema itself as it is, and is made once", () => {
  expect(Part.parse(part)).toEqual({ text: "x", size: 2 });
  expect(keepingUnknown(Whole)).toBe(kept);
});
