import { withDiskFull } from "../platform/disk-full.ts";
import { toProblem } from "./to-problem.ts";

test.each([
  ["SQLite", { errcode: 13, message: "database or disk is full" }],
  ["the file system", { code: "ENOSPC", message: "no space left on device" }],
  ["a quota", { code: "EDQUOT", message: "quota exceeded" }],
])("a full disk, told by %s, is a 503 that asks to come back later", (_, { message, ...told }) => {
  const error = Object.assign(new Error(message), told);
  for (const thrown of [error, withDiskFull(error)])
    expect(toProblem(thrown)).toMatchObject({ status: 503, code: "disk-full", headers: { "Retry-After": "30" } });
});

test("any other error of the file system stays unforeseen", () => {
  expect(toProblem(Object.assign(new Error("no"), { code: "EACCES" }))).toMatchObject({ status: 500 });
});
