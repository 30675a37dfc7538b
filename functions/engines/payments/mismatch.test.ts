import { createLogger } from "../../../shared/telemetry/log.ts";
import { tellOfMismatch } from "./mismatch.ts";
import { unknownPayment } from "./payment.ts";

const before = unknownPayment("pay-1", "2026-11-22T10:00:00.000Z");
const mismatched = { ...before, status: "mismatched" as const };

function linesOf(tell: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  tell(createLogger({ level: "info", destination: { write: (line) => lines.push(line) } }));
  return lines;
}

test("tells of money that is not what was asked for", () => {
  const [line, ...more] = linesOf((log) => tellOfMismatch(before, { document: mismatched }, log));
  expect(JSON.parse(line ?? "")).toMatchObject({
    payment: "pay-1",
    message: "a payment is not what was asked for, a person has to look",
  });
  expect(more).toEqual([]);
});

test.each([
  ["once it is known", mismatched, { document: mismatched }],
  ["of what was paid as asked", before, { document: { ...before, status: "paid" as const } }],
  ["where nothing changes", before, undefined],
])("says nothing %s", (_, known, decided) => {
  expect(linesOf((log) => tellOfMismatch(known, decided, log))).toEqual([]);
});
