import { anItem, at } from "../testing.ts";
import { batchesOf, bulkActionOf, isAsRead } from "./bulk.ts";

test.each([
  [{ action: "resolve" }, { type: "resolve" }],
  [{ action: "unsnooze" }, { type: "unsnooze" }],
  [
    { action: "snooze", until: at(9) },
    { type: "snooze", until: at(9) },
  ],
  [
    { action: "transfer", to: { department: "billing" } },
    { type: "transfer", department: "billing" },
  ],
] as const)("%j is asked for as %j", (act, asked) => {
  expect(bulkActionOf(act)).toEqual(asked);
});

test("as many requests as are needed, in order", () => {
  const ids = Array.from({ length: 201 }, (_, index) => `c${index}`);
  expect(batchesOf(ids).map(({ length }) => length)).toEqual([100, 100, 1]);
  expect(batchesOf(ids).flat()).toEqual(ids);
  expect(batchesOf([])).toEqual([]);
});

test("a message that came since is not read", () => {
  const read = anItem("a", {}, { last_customer_message: { text: "Hi", at: at(1) } });
  expect(isAsRead(read, read)).toBe(true);
  expect(isAsRead(read, undefined)).toBe(true);
  expect(isAsRead(read, { ...read, last_customer_message: { text: "Wait", at: at(2) } })).toBe(false);
});
