import fc from "fast-check";
import { itemsIn } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { applyOperations } from "./apply-operations.ts";
import { changesBetween, inverseOf, operationsFor } from "./item-changes.ts";
import { mergeText } from "./merge-text.ts";
import type { RequirementOperation } from "./operation.ts";
import type { Requirements } from "./requirements.ts";
import { sampleSize } from "./sample-size.ts";
import { openedRequirements } from "./steps.ts";

const at = "2026-11-29T10:00:00.000Z";
const opened = openedRequirements({
  requirementsId: "r1",
  title: "Front desk",
  researchId: null,
  language: "en",
  twoPeople: false,
  by: "asha",
  at,
});

let changes = 0;
function edit(state: Requirements, operations: readonly RequirementOperation[], by = "asha") {
  changes += 1;
  return applyOperations(state, { operations, by, via: "hand", at, change: `e${changes}` });
}

const requirement = (text: string): RequirementOperation => ({
  op: "add",
  section: "requirements",
  fields: { text, priority: "must", aspect: "content" },
});
const two = edit(opened, [requirement("Quote the price of each test"), requirement("Answer in Hindi")]).state;
const set = (id: string, field: string, before: string, value: string): RequirementOperation => ({
  op: "set",
  id,
  field,
  before,
  value,
});

describe("two people who change one document", () => {
  it("keep both changes to different fields and items", () => {
    const one = edit(two, [set("REQ-1", "text", "Quote the price of each test", "Quote prices")], "asha").state;
    const both = edit(
      one,
      [set("REQ-1", "priority", "must", "should"), set("REQ-2", "priority", "must", "could")],
      "ravi",
    );
    expect(both.conflicts).toEqual([]);
    expect(itemsIn(both.state.items, "requirements")).toMatchObject([
      { id: "REQ-1", text: "Quote prices", priority: "should" },
      { id: "REQ-2", priority: "could" },
    ]);
  });

  it("keep both changes to different words of one text", () => {
    const before = "Quote the price of each test";
    const one = edit(two, [set("REQ-1", "text", before, "Always quote the price of each test")]).state;
    const both = edit(one, [set("REQ-1", "text", before, "Quote the price of each blood test")], "ravi");
    expect(itemsIn(both.state.items, "requirements")[0]?.text).toBe("Always quote the price of each blood test");
  });

  it("are shown a conflict where they change the same words, and either may be chosen", () => {
    const before = "Answer in Hindi";
    const one = edit(two, [set("REQ-2", "text", before, "Answer in Tamil")]).state;
    const { state, conflicts } = edit(one, [set("REQ-2", "text", before, "Answer in Marathi")], "ravi");
    expect(conflicts).toMatchObject([{ kind: "field", item: "REQ-2", proposed: "Answer in Marathi", by: "ravi" }]);
    const settled = edit(state, [{ op: "resolve", conflict: "C-1", value: "Answer in Tamil or Marathi" }]).state;
    expect(settled.conflicts).toEqual([]);
    expect(itemsIn(settled.items, "requirements")[1]?.text).toBe("Answer in Tamil or Marathi");
  });

  it("are shown an edit of what was removed, and a removal of what was edited", () => {
    const removed = edit(two, [{ op: "remove", id: "REQ-1", revision: 2 }]).state;
    expect(edit(removed, [set("REQ-1", "priority", "must", "could")]).conflicts).toMatchObject([
      { kind: "edit-of-removed", proposed: "could" },
    ]);
    const edited = edit(two, [set("REQ-1", "priority", "must", "could")]).state;
    const { state, conflicts } = edit(edited, [{ op: "remove", id: "REQ-1", revision: 2 }]);
    expect(conflicts).toMatchObject([{ kind: "removal-of-changed" }]);
    expect(itemsIn(state.items, "requirements")).toHaveLength(2);
  });
});

/**
 * Three writers work on one text field and one choice, each from the state that they last read. Each word is written once, so it can be
 * told what became of it.
 */
it("loses no edit in 1,000 random interleavings of two editors and the interview, and shows every conflict", () => {
  const writer = fc.integer({ min: 0, max: 2 });
  const action = fc.record({
    writer,
    type: fc.constantFrom("read", "append", "prepend", "replace", "add", "remove"),
    item: fc.constantFrom("REQ-1", "REQ-2"),
  });
  let conflicted = 0;
  let merged = 0;
  fc.assert(
    fc.property(fc.array(action, { minLength: 2, maxLength: 25 }), (actions) => {
      let state = two;
      const seen = [two, two, two];
      /** Words that a later author saw and took away. */
      const replaced = new Set<string>();
      const written: string[] = [];
      for (const [index, { writer: who, type, item: id }] of actions.entries()) {
        const word = `w${index}`;
        const read = seen[who] ?? two;
        const item = read.items.find((each) => each.id === id);
        if (type === "read") seen[who] = state;
        else if (type === "add") {
          state = edit(state, [requirement(word)], `p${who}`).state;
          written.push(word);
        } else if (item !== undefined && type === "remove") {
          const { state: next, changes: done } = edit(
            state,
            [{ op: "remove", id, revision: item.revision }],
            `p${who}`,
          );
          if (done.length > 0) for (const each of wordsOf(String(item.fields.text))) replaced.add(each);
          state = next;
        } else if (item !== undefined) {
          const before = String(item.fields.text);
          const value = type === "append" ? `${before} ${word}` : type === "prepend" ? `${word} ${before}` : word;
          const outcome = edit(state, [set(id, "text", before, value)], `p${who}`);
          written.push(word);
          conflicted += outcome.conflicts.length;
          const after = outcome.state.items.find((each) => each.id === id)?.fields.text;
          if (outcome.conflicts.length === 0 && after !== value) merged += 1;
          if (type === "replace" && outcome.conflicts.length === 0)
            for (const each of wordsOf(before)) replaced.add(each);
          state = outcome.state;
        }
      }
      const stands = new Set(state.items.flatMap(({ fields }) => wordsOf(String(fields.text))));
      const shown = new Set(state.conflicts.flatMap(({ proposed }) => wordsOf(String(proposed))));
      for (const word of written)
        expect(stands.has(word) || shown.has(word) || replaced.has(word) ? "kept" : `lost ${word}`).toBe("kept");
    }),
    { numRuns: 1_000 },
  );
  // The property has met what it is about.
  expect(conflicted).toBeGreaterThan(100);
  expect(merged).toBeGreaterThan(50);
});

function wordsOf(text: string): string[] {
  return text.match(/\bw\d+\b/g) ?? [];
}

describe("items", () => {
  it("never get the number of a removed one, and come back under their own", () => {
    const removed = edit(two, [{ op: "remove", id: "REQ-2", revision: 2 }]);
    const third = edit(removed.state, [requirement("Book tests")]).state;
    expect(third.items.map(({ id }) => id)).toEqual(["OVW-1", "REQ-1", "REQ-3"]);
    const back = edit(third, operationsFor(inverseOf(removed.changes))).state;
    expect(back.items.map(({ id }) => id)).toEqual(["OVW-1", "REQ-1", "REQ-3", "REQ-2"]);
  });

  it("of a flow are named within the change, and leave with it", () => {
    const node = (kind: string, ref: string): RequirementOperation => ({
      op: "add",
      section: "flow_nodes",
      ref,
      fields: { flow: "$flow", kind, text: kind },
    });
    const flow = edit(opened, [
      { op: "add", section: "flows", fields: { name: "Booking" }, ref: "$flow" },
      node("start", "$a"),
      node("end", "$b"),
      { op: "add", section: "flow_edges", fields: { flow: "$flow", from: "$a", to: "$b" } },
    ]).state;
    expect(itemsIn(flow.items, "flow_edges")).toMatchObject([
      { flow: "FLW-1", from: "NOD-1", to: "NOD-2", when: null },
    ]);
    const removal = edit(flow, [{ op: "remove", id: "FLW-1", revision: 2 }]);
    expect(removal.state.items.map(({ id }) => id)).toEqual(["OVW-1"]);
    const restored = edit(removal.state, operationsFor(changesBetween(removal.state.items, flow.items))).state;
    expect(changesBetween(restored.items, flow.items)).toEqual([]);
  });

  it.each<[string, RequirementOperation, string]>([
    [
      "an unknown field",
      set("REQ-1", "colour", "", "red"),
      "operations[0].field: `colour` is no field of requirements.",
    ],
    ["an unknown item", set("REQ-9", "text", "", "x"), "operations[0]: there is no item REQ-9."],
    ["a wrong value", set("REQ-1", "priority", "must", "urgent"), "operations[0].value"],
    [
      "a reference to nothing",
      { op: "add", section: "flow_nodes", fields: { flow: "FLW-7", kind: "say", text: "Hello" } },
      "NOD-1.flow: There is no flow FLW-7.",
    ],
  ])("refuse %s and say where it is", (_what, operation, message) => {
    expect(() => edit(two, [operation])).toThrow(message);
  });
});

describe("sample sizes", () => {
  it("are those of published tables, and follow the baseline", () => {
    // Fleiss, table A.3 without continuity correction: 0.5 against 0.4 at 5 % and 80 % takes 388.
    expect(sampleSize({ baseline: 0.5, effect: 0.1, significance: 0.05, power: 0.8 })).toBe(388);
    expect(sampleSize({ baseline: 0.2, effect: 0.05, significance: 0.05, power: 0.8 })).toBe(1094);
    expect(sampleSize({ baseline: 0.5, effect: 0.6, significance: 0.05, power: 0.8 })).toBeUndefined();
    const fields = { name: "Prices", hypothesis: "More book", metric: "bookings", control: "Ask", variant: "Tell" };
    const { state } = edit(opened, [
      { op: "add", section: "experiments", fields: { ...fields, baseline: 0.2, effect: 0.05 } },
    ]);
    expect(itemsIn(state.items, "experiments")[0]?.sample_size).toBe(1094);
    const unknown = edit(state, [{ op: "set", id: "EXP-1", field: "baseline", before: 0.2, value: null }]).state;
    expect(itemsIn(unknown.items, "experiments")[0]?.sample_size).toBeNull();
  });
});

it("merges nothing where both changed neighbouring words", () => {
  expect(mergeText("a b c d", "a X c d", "a b c Y")).toBe("a X c Y");
  expect(mergeText("a b", "a X", "a Y")).toBeUndefined();
});
