import { rowsOfCsv } from "./read-csv.ts";
import { readInParts } from "./read-in-parts.ts";

describe("a list of recipients", () => {
  it.each([
    ["a line of stray quotes", '{"a":'.repeat(100_000), "line 1 has more than 5000 characters"],
    ["a long line further down", `phone\n+919812345601\n${"x".repeat(5_001)}\n`, "line 3 has"],
    ["mistakes in every line", `phone\n${'a"b,c\n'.repeat(600)}`, "more than 500 lines have mistakes"],
  ])("is refused for %s", (_, text, why) => {
    expect(() => rowsOfCsv(text)).toThrow(why);
  });

  it("is read in parts as it would be at once: each address counts once", async () => {
    const row = (at: number) => ({ row: { phone: `+9198${10_000_000 + (at % 3_000)}` }, line: at + 2 });
    const rows = [...Array.from({ length: 4_500 }, (_, at) => row(at)), { row: { phone: "none" }, line: 5_000 }];
    const known = new Set([`+9198${10_000_000}`]);
    const read = await readInParts(rows, { channel: "sms", country: undefined, known });
    expect([read.recipients.length, read.repeated, read.bad.map(({ line }) => line)]).toEqual([2_999, 1_501, [5_000]]);
    expect(known.size).toBe(1);
  });
});
