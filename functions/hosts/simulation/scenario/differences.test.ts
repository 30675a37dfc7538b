import { differences } from "./differences.ts";

it.each([
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: { b: ["x"] } }, { a: { b: ["x"], c: 1 } }],
  [{ a: null }, { a: null }],
  [{ a: "/^urgent/" }, { a: "Urgent_callback" }],
  [{}, { a: 1 }],
])("%j matches %j", (wanted, found) => expect(differences(wanted, found)).toEqual([]));

it.each([
  [{ a: 1 }, { a: 2 }, ["a is 2, not 1."]],
  [{ a: { b: 1 } }, { a: {} }, ["a.b is absent, not 1."]],
  [{ a: [1, 2] }, { a: [1] }, ["a has 1 items, not 2.", "a[1] is absent, not 2."]],
  [{ a: "/x/" }, { a: "y" }, ['a is "y", which is not like /x/.']],
  [{ a: { b: 1 } }, { a: "text" }, ['a is "text", not a section.']],
  [{ a: null }, {}, ["a is absent, not null."]],
])("%j does not match %j", (wanted, found, said) => expect(differences(wanted, found)).toEqual(said));
