import { createLogger } from "../../../shared/telemetry/log.ts";
import { logMismatch } from "./mismatch.ts";
import { unknownPayment } from "./payment.ts";

const before = unknownPayment("pay-1", "2026-11-22T10:00:00.000Z");
const mismatched = { ...before, status: "mismatched" as const };

function linesOf(run: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  run(createLogger({ level: "info", destination: { write: (line) => lines.push(line) } }));
  return lines;
}

test("logs a payment that differs from the request", () => {
  const [line, ...more] = linesOf((log) => logMismatch(before, { document: mismatched }, log));
  expect(JSON.parse(line ?? "")).toMatchObject({
    payment: "pay-1",
    message: "a payment is not what was asked for, a person has to look",
  });
  expect(more).toEqual([]);
});

test.each([
  ["when the mismatch is already known", mismatched, { document: mismatched }],
  ["for a payment that matches the request", before, { document: { ...before, status: "paid" as const } }],
  ["when nothing changes", before, undefined],
])("logs nothing %s", (_, known, decided) => {
  expect(linesOf((log) => logMismatch(known, decided, log))).toEqual([]);
});
