import { growthAtEightfold, linearAtEightfold } from "../../../../../tests/growth.fixture.ts";
import { saidByCustomer } from "./said-by-customer.ts";

it.each([
  ["as written", ["AB-12 34", "Pune"], ["my id is ab1234", "from Pune"]],
  ["digits of another script", ["1234"], ["मेरा नंबर १२३४ है"]],
  ["a phone number without its country code", ["+919811200001"], ["call 098112 00001"]],
  ["a date in two digits", ["1990-03-05"], ["05/03/90"]],
  ["a name in another script beside a number", ["Asha Rao", "1234"], ["मैं आशा राव हूँ, 1234"]],
])("counts %s", (_, values, texts) => expect(saidByCustomer(values, texts)).toBe(true));

it.each([
  ["nothing", ["1234"], []],
  ["one value of two", ["1234", "Pune"], ["1234"]],
  ["only a name that cannot be compared", ["Asha Rao"], ["मैं आशा राव हूँ"]],
  ["a number that is not there, in another script", ["1234"], ["मैं आशा राव हूँ"]],
  ["a date whose day and year stand in two messages", ["1990-03-05"], ["the 5th", "1990"]],
  ["a part of a phone number", ["+919811200001"], ["200001"]],
  ["a number without the beginning of an id", ["919811200001"], ["9811200001"]],
  ["a value of signs", ["--"], ["--"]],
])("does not count %s", (_, values, texts) => expect(saidByCustomer(values, texts)).toBe(false));

it("reads long messages in linear time", () => {
  const read = (length: number) => saidByCustomer(["1990-03-05", "x9"], ["9 ".repeat(length / 2)]);
  expect(growthAtEightfold(read, 2_000)).toBeLessThan(linearAtEightfold);
});
