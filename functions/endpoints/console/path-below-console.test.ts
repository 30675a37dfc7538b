import { pathBelowConsole } from "./app/src/pages/sign-in/path-below-console.ts";

test.each([
  ["?next=%2Fclients%2Facme", "/clients/acme"],
  ["?next=%2Fconsole%2Fpeople%3Fsearch%3Da", "/people?search=a"],
  ["", "/clients"],
  ["?next=%2F%2Fevil.example", "/clients"],
  ["?next=%2F%5Cevil.example", "/clients"],
  ["?next=%2Fconsole%2F%2Fevil.example", "/clients"],
  ["?next=https%3A%2F%2Fevil.example", "/clients"],
  ["?next=javascript%3Aalert(1)", "/clients"],
  ["?next=%2Fsign-in%3Fnext%3D%2F", "/clients"],
])("after %s comes %s", (search, expected) => {
  expect(pathBelowConsole(search)).toBe(expected);
});
