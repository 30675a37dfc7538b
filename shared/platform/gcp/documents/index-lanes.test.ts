import { conditionsIn, lanesOf, withLane, withoutLane, withoutLanes } from "./index-lanes.ts";
import { mergeSorted } from "./merge-sorted.ts";

const at = "2026-11-29T10:00:00.000Z";

describe("a document's lane", () => {
  const laneOf = (id: string, lanes: number) => String(withLane({ at }, { fields: ["at"], id, lanes }).at).slice(0, 4);

  it("is the same for every write of a document, and all lanes are used", () => {
    const lanes = Array.from({ length: 1_000 }, (_, index) => laneOf(`c-${index}`, 10));
    expect(laneOf("c-7", 10)).toBe(lanes[7]);
    const counts = [...Map.groupBy(lanes, (lane) => lane).values()].map(({ length }) => length);
    expect(counts).toHaveLength(10);
    expect(Math.min(...counts)).toBeGreaterThan(60);
  });

  it("stands before times only, nested ones too", () => {
    const indexed = { outboxAt: null, state: { updatedAt: at, status: "active" } };
    const marked = withLane(indexed, { fields: ["outboxAt", "state.updatedAt", "state.missing"], id: "c", lanes: 10 });
    expect(marked).toMatchObject({ outboxAt: null, state: { status: "active" } });
    expect(marked.state).toMatchObject({ updatedAt: expect.stringMatching(/^~0\d~2026/) });
    expect(indexed.state.updatedAt).toBe(at);
    expect(withoutLanes(marked)).toEqual(indexed);
  });

  it("is no part of a text that only looks like one", () => {
    expect(withoutLane("~07~ see you")).toBe("~07~ see you");
    expect(withLane({ at: "tomorrow" }, { fields: ["at"], id: "c", lanes: 10 })).toEqual({ at: "tomorrow" });
  });
});

describe("the lanes of a query", () => {
  const holds = (value: string, lane: { prefix: string; end: string }) => value >= lane.prefix && value < lane.end;

  it("hold every time once: those without a lane, and those of each lane", () => {
    const lanes = lanesOf(12);
    const values = [at, ...Array.from({ length: 12 }, (_, lane) => `~${String(lane).padStart(2, "0")}~${at}`)];
    for (const value of values) expect(lanes.filter((lane) => holds(value, lane))).toHaveLength(1);
  });

  it("keep a range within each lane", () => {
    const [plain, , second] = lanesOf(10);
    if (!plain || !second) throw new Error("There are eleven lanes.");
    expect(conditionsIn(plain, "at", [["at", "<=", at]])).toEqual([["at", "<=", at]]);
    expect(conditionsIn(second, "at", [["at", "<=", at]])).toEqual([
      ["at", "<=", `~01~${at}`],
      ["at", ">=", "~01~"],
    ]);
    expect(conditionsIn(second, "at", [["at", ">", at]])).toEqual([
      ["at", ">", `~01~${at}`],
      ["at", "<", "~01\u007f"],
    ]);
  });
});

test("sorted sources are merged, and each is read no further than needed", async () => {
  const read: string[] = [];
  async function* source(name: string, values: readonly number[]) {
    for (const value of values) {
      read.push(`${name}${value}`);
      yield value;
    }
  }
  const merged = mergeSorted([source("a", [1, 4, 9]), source("b", []), source("c", [2, 3, 8])], (x, y) => x - y);
  const first: number[] = [];
  for await (const value of merged) {
    first.push(value);
    if (first.length === 3) break;
  }
  expect(first).toEqual([1, 2, 3]);
  expect(read).not.toContain("a9");
});
