import { diffLines } from "./app/src/pages/builder/versions/diff-lines.ts";

it("numbers the lines of both texts and leaves out the files' names", () => {
  const patch = "--- a\n+++ b\n@@ -2,3 +2,3 @@\n one\n-two\n+--- three\n four\n\\ No newline at end of file\n";
  expect(diffLines(patch)).toEqual([
    { kind: "place", text: "@@ -2,3 +2,3 @@" },
    { kind: "same", text: "one", before: 2, after: 2 },
    { kind: "removed", text: "two", before: 3 },
    { kind: "added", text: "--- three", after: 3 },
    { kind: "same", text: "four", before: 4, after: 4 },
  ]);
});

it("is empty for equal texts", () => {
  expect(diffLines("--- a\n+++ b\n")).toEqual([]);
});
