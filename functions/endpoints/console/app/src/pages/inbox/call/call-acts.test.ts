import { type CallAct, callActs, callTime, type Part } from "./call-acts.ts";

test.each<[string, boolean, Part, boolean, readonly CallAct[]]>([
  ["joined by nobody", true, "none", false, ["listen", "speak", "whisper", "end"]],
  ["listened to", true, "listening", false, ["speak", "leave", "whisper", "end"]],
  ["with the operator", true, "speaking", true, ["mute", "leave", "end"]],
  ["being joined", true, "joining", false, ["whisper", "end"]],
  ["without a room", false, "none", false, ["whisper"]],
  ["without a room, with the operator", false, "none", true, []],
])("a call %s offers what is possible in it", (_, hasRoom, part, isMine, expected) => {
  expect(callActs({ hasRoom, part, isMine })).toEqual(expected);
});

test("a call's time is shown as a clock does", () => {
  const from = "2026-11-22T10:00:00.000Z";
  const after = (seconds: number) => callTime(from, Date.parse(from) + seconds * 1_000);
  expect([7, 760, 3_729, -5].map(after)).toEqual(["0:07", "12:40", "1:02:09", "0:00"]);
});
