import { absent } from "../../../../../shared/platform/documents.ts";
import { anInbound } from "../../testing/fixtures.ts";
import { countingCode } from "./address-codes.ts";
import { attemptIn, newProving } from "./proof.ts";
import type { Proving } from "./state.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const address = { kind: "phone", value: "+4915112345678" } as const;
const proving = newProving(address, { code: "042137", salt: "s", now });
const typed = (text: string, id = "m1") => ({ ...anInbound, id, text });

/** Types these one after the other, each in a turn of its own. */
function afterAttempts(texts: readonly string[], at = later(1)): string | undefined {
  let waiting: Proving | null = proving;
  let last: string | undefined;
  for (const text of texts) {
    if (!waiting) return undefined;
    const attempt = attemptIn(waiting, [typed(text)], at);
    last = attempt?.type;
    if (attempt) waiting = attempt.proving;
  }
  return last;
}

describe("a code typed by the customer", () => {
  it.each(["042137", "042 137", "it is 042-137.", "०४२१३७", "042137 is your code for Us, valid for 10 minutes."])(
    "counts as %j",
    (text) => {
      expect(attemptIn(proving, [typed("hm"), typed(text, "m2")], later(9))).toMatchObject({
        type: "right",
        messageId: "m2",
        proving: null,
      });
    },
  );

  it.each(["hello", "call me on 98765 43210", "+42 042137123", "042137 or 999999", `${"x".repeat(500)} 042137`])(
    "is none in %j",
    (text) => expect(attemptIn(proving, [typed(text)], later(1))).toBeUndefined(),
  );

  it("counts for ten minutes, is told to be late for an hour, and is six digits like others after that", () => {
    expect(afterAttempts(["042137"], later(10))).toBe("void");
    expect(afterAttempts(["042137"], later(69))).toBe("void");
    expect(afterAttempts(["042137"], later(71))).toBeUndefined();
  });

  it("counts after four wrong ones, and no more after five, in one message or in several", () => {
    const wrong = ["111111", "222222", "333333", "444444", "555555"];
    expect(afterAttempts([...wrong.slice(0, 4), "042137"])).toBe("right");
    expect(afterAttempts(wrong)).toBe("void");
    expect(afterAttempts([...wrong, "042137"])).toBeUndefined();
    const atOnce = [...wrong, "042137"].map((text) => typed(text));
    expect(attemptIn(proving, atOnce, later(1))).toEqual({ type: "void", proving: null });
  });

  it("is not kept itself", () => {
    expect(JSON.stringify(proving)).not.toContain("042137");
  });
});

describe("codes to one address", () => {
  it("are three a day, whoever named it", () => {
    const stored = (...hours: number[]) => ({
      id: "a",
      version: "7",
      data: { id: "a", sentAt: hours.map((hour) => later(-hour * 60).toISOString()) },
    });
    expect(countingCode("a", undefined, now)).toMatchObject({ ifVersion: absent });
    expect(countingCode("a", stored(3, 2), now)).toMatchObject({ ifVersion: "7", data: { sentAt: { length: 3 } } });
    expect(countingCode("a", stored(3, 2, 1), now)).toBeUndefined();
    expect(countingCode("a", stored(25, 2, 1), now)).toMatchObject({ data: { sentAt: { length: 3 } } });
  });
});
