import fc from "fast-check";
import type { RequirementItem, RequirementValue } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { applyOperations } from "../document/apply-operations.ts";
import type { RequirementOperation } from "../document/operation.ts";
import { newRequirements, type Requirements } from "../document/requirements.ts";
import { fromMarkdown } from "./from-markdown.ts";
import { escaped, unescaped } from "./markdown-text.ts";
import { toMarkdown } from "./to-markdown.ts";
import { itemsBefore, writtenOperations } from "./written-operations.ts";

const at = "2026-11-29T10:00:00.000Z";
const empty = newRequirements({ id: "r1", researchId: null, language: "en", twoPeople: false, by: "asha", at });
const apply = (state: Requirements, operations: readonly RequirementOperation[], by = "asha") =>
  applyOperations(state, { operations, by, via: "hand", at, change: `c${state.revision}` });

const text = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 60 }),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
    fc
      .array(fc.constantFrom("## Objectives", "### REQ-1", "- text: x", "  - y", "", "\\n", "---", "\r", "हिंदी", "a"), {
        maxLength: 6,
      })
      .map((lines) => lines.join("\n")),
  )
  .map((value) => value.trim() || "x");
const add = fc.oneof(
  text.map((value) => ["requirements", { text: value, priority: "must", aspect: "content" }] as const),
  fc.tuple(text, fc.array(text, { maxLength: 3 })).map(([name, languages]) => {
    return ["personas", { name, needs: null, languages }] as const;
  }),
  fc.tuple(text, fc.option(fc.integer({ min: 0, max: 9_000 }))).map(([name, days]) => {
    return ["data", { name, personal: true, consent: "ask", retention_days: days }] as const;
  }),
  fc.tuple(text, fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }))).map(([name, target]) => {
    return ["kpis", { name, unit: "percent", target: target === 0 ? null : target }] as const;
  }),
);
const documents = fc.array(add, { minLength: 1, maxLength: 12 }).map((items) => {
  const operations = items.map(([section, fields]): RequirementOperation => {
    return { op: "add", section, fields: fields as Readonly<Record<string, RequirementValue>> };
  });
  return apply(empty, operations).state;
});

const contents = (items: readonly RequirementItem[]) =>
  items.map(({ id, section, fields }) => ({ id, section, fields })).toSorted((a, b) => a.id.localeCompare(b.id));

const two = apply(empty, [
  { op: "add", section: "requirements", fields: { text: "Quote prices", priority: "must", aspect: "content" } },
  { op: "add", section: "non_goals", fields: { text: "Diagnose" } },
]).state;

it.each(["line\u2028separator", "paragraph\u2029separator", "back\\\u2028slash"])("reads back %j", (text) => {
  expect(unescaped(escaped(text))).toBe(text);
  const written = fromMarkdown(`## Non-goals\n\n### NON-1\n\n- text: ${escaped(text)}\n`);
  expect(written.items[0]?.fields.text).toBe(text);
});

it("reads back as the same document, whatever the texts hold", () => {
  fc.assert(
    fc.property(documents, (state) => {
      const markdown = toMarkdown(state);
      const written = fromMarkdown(markdown);
      expect(contents(written.items as readonly RequirementItem[])).toEqual(contents(state.items));
      expect(written.revision).toBe(state.revision);
      const nothing = writtenOperations(written, { base: state.items, by: "ravi" });
      expect(nothing).toEqual([]);
      const copy = apply(empty, writtenOperations(written, { base: [], by: "ravi" })).state;
      expect(contents(copy.items)).toEqual(contents(state.items));
    }),
    { numRuns: 300 },
  );
});

it("keeps both items when two authors give one id to a new item, and moves the file's references along", () => {
  const file = `${toMarkdown(two)}
## Requirements

### REQ-2

- text: Greet in Hindi
- priority: must
- aspect: style

## Acceptance scenarios

### SCN-1

- title: Greeting
- given: A chat
- when: It begins
- outcome: Hindi
- requirements:
  - REQ-2
`;
  const fields = { text: "Never name a doctor", priority: "must", aspect: "content" };
  const { state: later } = apply(two, [{ op: "add", section: "requirements", fields }]);
  const operations = writtenOperations(fromMarkdown(file), { base: two.items, by: "ravi" });
  const wish = { operations, by: "ravi", via: "import" as const, at };
  const { state, conflicts } = applyOperations(later, { ...wish, change: "i" });
  expect(conflicts).toEqual([]);
  const texts = state.items.map(({ id, fields: each }) => [id, each.text ?? each.requirements]);
  expect(texts).toEqual(
    expect.arrayContaining([
      ["REQ-2", "Never name a doctor"],
      ["REQ-3", "Greet in Hindi"],
      ["SCN-1", ["REQ-3"]],
    ]),
  );
  // The same file once more: what it has brought is there.
  expect(applyOperations(state, { ...wish, change: "j" }).state.items).toHaveLength(state.items.length);
});

it("merges an edited file with what others changed since", () => {
  const markdown = toMarkdown(two);
  const later = apply(two, [
    { op: "set", id: "REQ-1", field: "text", before: "Quote prices", value: "Always quote prices" },
  ]);
  const edited = `${markdown.replace("Quote prices", "Quote prices with tax").replace(/## Non-goals[\s\S]*/, "")}
## Open questions

### new

- text: Who answers at night?
  And on holidays?
`;
  const base = itemsBefore(later.state.items, later.changes);
  expect(contents(base)).toEqual(contents(two.items));
  const { state, conflicts } = apply(
    later.state,
    writtenOperations(fromMarkdown(edited), { base, by: "ravi" }),
    "ravi",
  );
  expect(conflicts).toEqual([]);
  expect(contents(state.items)).toMatchObject([
    { id: "QUE-1", fields: { text: "Who answers at night?\nAnd on holidays?", answer: null } },
    { id: "REQ-1", fields: { text: "Always quote prices with tax" } },
  ]);
});

it.each([
  ["## Wishes\n", "Line 1: “Wishes” is no section."],
  ["## Objectives\n### REQ-1\n", "Line 2: An item of objectives is called OBJ-1, or new."],
  ["### new\n", "Line 1: An item stands below its section's heading"],
  ["## Objectives\n### new\nBook more\n", "Line 3: Write a field as"],
  ["## Non-goals\n### new\n- words: x\n", "Line 2: `words` is no field of non_goals. Fields: text."],
  ["## Non-goals\n### new\n- text: x\n- text: y\n", "Line 4: The field `text` stands twice."],
  ["## Objectives\n### new\n- text: x\n- kind: magic\n", "line 2.fields.kind"],
])("says what is wrong with %j", (markdown, problem) => {
  expect(() => fromMarkdown(markdown)).toThrow(problem);
});
