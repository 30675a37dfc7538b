import { takeEarlierTexts } from "./earlier-texts.ts";

function place(entries: Readonly<Record<string, string>>) {
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

test("what an earlier release kept in clear is moved for its person, and none of it stays", () => {
  const local = place({
    "console-inbox-outbox:one:asha": '[{"id":"a"},{"id":"b"}]',
    "console-inbox-outbox:one:bela": '[{"id":"c"}]',
    "console-inbox-outbox:two:asha": "{broken",
    "console-theme": "dark",
  });
  const tab = place({ "console-inbox-draft:c1": "Hello", "console-inbox-written:c1": "{}", other: "1" });
  const moved: [string, string][] = [];
  takeEarlierTexts({ local, tab }, "asha", (name, text) => moved.push([name, text]));
  expect(moved).toEqual([
    ["outbox:one:0000000000000000", '{"id":"a"}'],
    ["outbox:one:0000000000000001", '{"id":"b"}'],
    ["draft:c1", "Hello"],
    ["written:c1", "{}"],
  ]);
  expect([local.keys(), tab.keys()]).toEqual([["console-theme"], ["other"]]);
});
