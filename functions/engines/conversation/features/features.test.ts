import { Conversation } from "../conversation.ts";
import { features } from "./index.ts";

it("assigns each conversation field to one owner: a feature or the engine", () => {
  const fields = [Conversation.shape, ...features.map(({ state }) => state)].flatMap((shape) => Object.keys(shape));
  expect(fields.filter((field, index) => fields.indexOf(field) !== index)).toEqual([]);
});

it("gives every feature and every step a unique name", () => {
  const names = [
    ...features.map(({ name }) => name),
    ...features.flatMap(({ steps = [] }) => steps.map(({ name }) => name)),
  ];
  expect(new Set(names).size).toBe(names.length);
});
