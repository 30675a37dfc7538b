import { writtenIn, writtenOf } from "./written.ts";

const written = { text: "Your report is ready.", language: "en-GB" };

test("what was written goes with its translation, also when that is corrected, and not with itself", () => {
  expect(writtenOf(written, "आपकी रिपोर्ट तैयार है।")).toBe(written);
  expect(writtenOf(written, "आपकी रिपोर्ट तैयार है!")).toBe(written);
  expect(writtenOf(written, written.text)).toBeUndefined();
  expect(writtenOf(written, "")).toBeUndefined();
  expect(writtenOf(undefined, "Hello")).toBeUndefined();
});

test("it is kept with the draft, and what is kept wrongly is nothing", () => {
  expect(writtenIn(JSON.stringify(written))).toEqual(written);
  expect([writtenIn(undefined), writtenIn("{broken"), writtenIn('{"text":3}'), writtenIn("null")]).toEqual(
    Array(4).fill(undefined),
  );
});
