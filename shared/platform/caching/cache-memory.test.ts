import { cacheBytes } from "./cache-memory.ts";

const mib = 1024 * 1024;

it.each([
  ["a share of a small instance's heap", 0.25, 128 * mib, 32 * mib],
  ["ten times as much of a heap ten times as large", 0.25, 1280 * mib, 320 * mib],
  ["4 MiB at least", 0.01, 128 * mib, 4 * mib],
])("a cache may hold %s", (_, share, heap, expected) => {
  expect(cacheBytes(share, heap)).toBe(expected);
});
