import { Conversation } from "../conversation.ts";
import { features } from "./index.ts";

it("gives each field of the conversation to one feature, or to the engine", () => {
  const fields = [Conversation.shape, ...features.map(({ state }) => state)].flatMap((shape) => Object.keys(shape));
  expect(fields.filter((field, index) => fields.indexOf(field) !== index)).toEqual([]);
});

it("knows each feature, and each of their steps, by a name of its own", () => {
  const names = [
    ...features.map(({ name }) => name),
    ...features.flatMap(({ steps = [] }) => steps.map(({ name }) => name)),
  ];
  expect(new Set(names).size).toBe(names.length);
});
