import { maskPersonal } from "./mask-personal.ts";

it.each([
  ["Is my order 48213 late? Call +91 98123 45678.", "Is my order [number] late? Call [number]."],
  ["Mail me at asha.rao@mail.example please", "Mail me at [mail] please"],
  ["My name is Asha Rao, do you sell lamps?", "My name is [name], do you sell lamps?"],
  ["मेरा नाम आशा राव है, क्या लैंप मिलेगा?", "मेरा नाम [name] है, क्या लैंप मिलेगा?"],
  ["Is PNR QX7K2L9 on time?", "Is PNR [code] on time?"],
  ["Look at https://shop.example/o/77?u=asha", "Look at [link]"],
  ["मेरा नंबर ९८१२३४५६७८ है", "मेरा नंबर [number] है"],
  ["Do you have 20 lamps for a child of 5?", "Do you have 20 lamps for a child of 5?"],
  ["I am looking for a lamp", "I am looking for a lamp"],
])("masks %j", (text, masked) => {
  expect(maskPersonal(text)).toBe(masked);
});

it("masks the names that are known, whole words only", () => {
  expect(maskPersonal("Ravi here: is Ravi's ravioli fresh?", ["Ravi Sen"])).toBe(
    "[name] here: is [name]'s ravioli fresh?",
  );
});
