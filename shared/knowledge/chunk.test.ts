import { placeOf } from "./chunk.ts";

it.each([
  ["a heading under the title", { title: "Prices", section: ["Delivery"] }, "Prices › Delivery"],
  ["a first heading that is the title", { title: "Prices", section: ["Prices", "Delivery"] }, "Prices › Delivery"],
  ["a page of the title alone", { title: "Prices", section: ["Prices"], page: 3 }, "Prices, p. 3"],
  ["no page", { title: "कीमतें", section: [], page: null }, "कीमतें"],
])("names %s", (_, chunk, place) => expect(placeOf(chunk)).toBe(place));
