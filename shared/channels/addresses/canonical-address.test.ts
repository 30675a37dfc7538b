import { canonicalAddress, otherSpellings } from "./canonical-address.ts";

describe("a phone number", () => {
  it.each([
    ["Brazil's ninth digit", "+552187654321", "+5521987654321"],
    ["Mexico's 1", "+5215512345678", "+525512345678"],
    ["Argentina's 9", "+543515551234", "+5493515551234"],
  ])("is one number with and without %s", (_, one, canonical) => {
    expect(canonicalAddress("phone", one)).toBe(canonical);
    expect(canonicalAddress("phone", canonical)).toBe(canonical);
    expect(new Set([...otherSpellings("phone", one), ...otherSpellings("phone", canonical)]).size).toBe(1);
    expect(otherSpellings("phone", canonical).map((each) => canonicalAddress("phone", each))).toEqual([canonical]);
  });

  it.each(["+552133334444", "+5521887654321", "+919876543210", "+14155550123", "+528112345678", "not a number", ""])(
    "stays as it is: %s",
    (number) => expect(canonicalAddress("phone", number)).toBe(number),
  );

  it("has other spellings in no other country", () => {
    for (const number of ["+919876543210", "+14155550123", "+552133334444"])
      expect(otherSpellings("phone", number)).toEqual([]);
  });
});

it("leaves the addresses of other channels alone, but for an e-mail's capitals", () => {
  expect(canonicalAddress("email", "Rita@Example.COM")).toBe("rita@example.com");
  expect(canonicalAddress("telegram_user", "5215512345678")).toBe("5215512345678");
});
