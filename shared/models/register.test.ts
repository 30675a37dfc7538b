import { askedModel, type RegisteredModel, register, standingOf } from "./register.ts";

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const model = (id: string, end: RegisteredModel["end"]): RegisteredModel => ({
  id,
  vendor: "google",
  kind: "chat",
  price: { input: "1", output: "2" },
  end,
});

describe("a model's standing", () => {
  const some = [
    model("old", { on: "2026-06-01", replacement: "middle" }),
    model("middle", { on: "2026-09-01", replacement: "new" }),
    model("new", null),
    model("dropped", { on: "2026-06-01", replacement: null }),
    model("circle", { on: "2026-06-01", replacement: "circle" }),
  ];

  it.each([
    ["2026-03-02", "current"],
    ["2026-03-03", "ending"],
    ["2026-05-31", "ending"],
    ["2026-06-01", "ended"],
  ])("on %s is %s", (on, type) => {
    expect(standingOf("old", day(on), some).type).toBe(type);
  });

  it("is unknown of a name that the register lacks", () => {
    expect(standingOf("nobody", day("2026-06-01"), some)).toEqual({ type: "unknown" });
  });

  it.each([
    ["old", "2026-05-31", "old"],
    ["old", "2026-06-01", "middle"],
    ["old", "2026-09-01", "new"],
    ["dropped", "2026-07-01", "dropped"],
    ["circle", "2026-07-01", "circle"],
    ["nobody", "2026-07-01", "nobody"],
  ])("asks in place of %s on %s for %s", (id, on, asked) => {
    expect(askedModel(id, day(on), some)).toBe(asked);
  });
});

describe("the register", () => {
  it("has each model once, and every replacement in it", () => {
    const ids = register.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { end } of register) if (end?.replacement) expect(ids).toContain(end.replacement);
  });

  it("keeps the specification's models usable after their vendor's dates", () => {
    const after = day("2026-12-01");
    expect(askedModel("gemini-2.5-pro", after)).toBe("gemini-3.8-flash");
    expect(askedModel("gemini-2.5-flash", after)).toBe("gemini-3.5-flash-lite");
  });
});
