import fc from "fast-check";
import { linearPattern } from "./linear-pattern.ts";

const patterns = [
  "CL-\\d{6}",
  "(?:HF|HD)-?\\d{2,4}",
  "\\p{Lu}{2}\\d{2}",
  "MRN\\s?\\d{1,3}",
  "[+*]{1,3}x",
  "a|ab|abc",
  "\\p{Script=Devanagari}{2}",
  "[\\p{Letter}-]{2,3}",
  "x.y",
  "\\u0915[\\S]b",
];

function inJavaScript(pattern: string, text: string) {
  const match = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "iu").exec(text);
  return match ? { value: match[0], at: match.index } : undefined;
}

it.each([
  ["CL-\\d{6}", "😀 मेरा नंबर cl-123456 है", "cl-123456"],
  ["CL-\\d{6}", "XCL-123456", undefined],
  ["CL-\\d{6}", "CL-1234567", undefined],
  ["MRN\\s?\\d{5}", "my mrn\u00a012345.", "mrn\u00a012345"],
  ["(A)(\\d{2})", "a12", "a12"],
  ["-\\d{2}", "-12", "-12"],
])("%s finds in %s the words %s", (pattern, text, value) => {
  expect(linearPattern(pattern).firstWords(text)?.value).toBe(value);
});

it("finds the same match as JavaScript with the flags i and u", () => {
  const letters = [..."CcLlHhFfDd-0123 MRNmrn\u00a0+*xabc.\ny\u0915\u093e\u0928é😀"];
  fc.assert(
    fc.property(
      fc.constantFrom(...patterns),
      fc.array(fc.oneof(fc.constantFrom(...letters), fc.constantFrom("CL-123456", "HF-12", "MRN 1", "abc", "x.y"))),
      (pattern, parts) => {
        const text = parts.join("");
        expect(linearPattern(pattern).firstWords(text)).toEqual(inJavaScript(pattern, text));
      },
    ),
    { numRuns: 3_000 },
  );
});
