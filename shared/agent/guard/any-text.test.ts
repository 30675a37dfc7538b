import fc from "fast-check";
import { dentistEvidence } from "./answers.fixture.ts";
import { judge } from "./guard.ts";

const pieces = [
  ..."5|12|1,499|10:30|two|do|ek|एक|पाँच|sau|hundred|lakh|k|grand|and|a|half|साढ़े|₹|Rs|Rs.|AED|rupees|paise|%|per|cent|off|free|free of charge|".split(
    "|",
  ),
  ..."is|price|-|/|.|,|:|(|)|[|]|*|\n|@|at|dot|.com|https://|evil|wa.me/|upi://pay?pa=|x@y|%2f|&#46;|only|just|to|नहीं|फ्री|بجے|\u200b".split(
    "|",
  ),
];

it("judges any mixture of words, numbers and signs, twice alike", () => {
  const evidence = dentistEvidence();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), fc.constantFrom("", " "), (parts, joint) => {
      const text = parts.join(joint);
      expect(judge(text, evidence)).toBe(judge(text, evidence));
    }),
    { numRuns: 1_500 },
  );
});
