import { clearUnsent, countUnsent, draftPrefix, outboxKey, writtenPrefix } from "./unsent.ts";

function kept(entries: Readonly<Record<string, string>>) {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    key: (index: number) => [...map.keys()][index] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    removeItem: (key: string) => void map.delete(key),
    keys: () => [...map.keys()],
  };
}

const local = () =>
  kept({
    [outboxKey("one", "asha")]: '[{"id":"a"},{"id":"b"}]',
    [outboxKey("two", "asha")]: '[{"id":"c"}]',
    [outboxKey("one", "bela")]: '[{"id":"d"}]',
    [outboxKey("three", "asha")]: "{broken",
    "console-theme": "dark",
  });
const tab = () =>
  kept({ [`${draftPrefix}c1`]: "Hello", [`${draftPrefix}c2`]: " ", [`${writtenPrefix}c1`]: "{}", other: "1" });

test("counts what a person has not sent to any client's customers, and what they are writing", () => {
  expect(countUnsent({ local: local(), tab: tab() }, "asha")).toBe(4);
  expect(countUnsent({ local: local(), tab: kept({}) }, "bela")).toBe(1);
  expect(countUnsent({ local: kept({}), tab: kept({}) }, "asha")).toBe(0);
});

test("forgets it, and nothing of others", () => {
  const both = { local: local(), tab: tab() };
  clearUnsent(both, "asha");
  expect(both.local.keys()).toEqual([outboxKey("one", "bela"), "console-theme"]);
  expect(both.tab.keys()).toEqual(["other"]);
  expect(countUnsent(both, "asha")).toBe(0);
});
