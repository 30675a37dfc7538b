import { hasAllWords } from "./has-all-words.ts";

const item = {
  name: "Thyroid profile",
  price_minor: 54_900,
  tags: ["Blood", { note: "जाँच सुबह" }],
  ended: null,
  open: true,
};

it.each(["thyroid", "PROFILE blood", "54900", "जाँच", ""])("finds %p", (searched) => {
  expect(hasAllWords(item, searched)).toBe(true);
});

it.each(["liver", "thyroid urine", "null", "name"])("does not find %p", (searched) => {
  expect(hasAllWords(item, searched)).toBe(false);
});
