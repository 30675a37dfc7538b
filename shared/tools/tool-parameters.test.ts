import { z } from "zod";
import { describeIssues, zodParameters } from "./tool-parameters.ts";

const parameters = zodParameters(
  z.object({
    day: z.iso.date().describe("YYYY-MM-DD"),
    count: z.number().int().default(1),
    note: z.string().optional(),
  }),
);

test("zod parameters become the JSON Schema of the model's input", () => {
  expect(parameters.jsonSchema).toMatchObject({
    type: "object",
    properties: { day: { type: "string", description: "YYYY-MM-DD" }, count: { type: "integer", default: 1 } },
    required: ["day"],
  });
  expect(parameters.jsonSchema).not.toHaveProperty("$schema");
  expect(parameters.jsonSchema).toBe(parameters.jsonSchema);
});

test("valid arguments get their defaults and lose undeclared fields", () => {
  expect(parameters.parse({ day: "2026-11-28", extra: true })).toEqual({
    ok: true,
    value: { day: "2026-11-28", count: 1 },
  });
});

test("invalid arguments give issues with their paths", () => {
  const parsed = parameters.parse({ day: 5, count: "two" });
  if (parsed.ok) throw new Error("These arguments must not fit.");
  expect(parsed.issues.map(({ path }) => path)).toEqual([["day"], ["count"]]);
  expect(describeIssues(parsed.issues)).toMatch(/expected string[\s\S]*at day[\s\S]*expected number[\s\S]*at count/);
});

test("issues without a path are described too", () => {
  expect(describeIssues([{ message: "must be an object" }])).toContain("must be an object");
});
