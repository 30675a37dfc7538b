import { isTooLarge } from "./documents.ts";

const refusal = (code: number, message: string) => Object.assign(new Error(message), { code });

test.each([
  [
    3,
    "Document 'projects/p/d/tenants/t/c/1' cannot be written because its size (1,048,700 bytes) exceeds the maximum allowed size of 1,048,576 bytes.",
    true,
  ],
  [3, 'The value of property "json" is longer than 1048487 bytes.', true],
  [3, "Transaction too big. Decrease transaction size.", true],
  [3, "Cannot convert an array value in an array value.", false],
  [14, "The service exceeds the maximum allowed size of its queue.", false],
])("Firestore's error %i, %s", (code, message, expected) => {
  expect(isTooLarge(refusal(code, message))).toBe(expected);
});
