import { explainErrorResponse } from "./explain.ts";

const explained = (problem: object) =>
  explainErrorResponse(
    "http://product.example",
    { status: 422, headers: new Headers() },
    JSON.stringify({ type: "about:blank", status: 422, title: "Invalid", code: "body-invalid", ...problem }),
  ).message;

it("tells the only error once", () => {
  const detail = "One field is invalid: /name: is too long";
  expect(explained({ detail, errors: [{ pointer: "/name", detail: "is too long" }] })).toBe(detail);
});

it("lists the errors that the detail does not tell", () => {
  const name = { pointer: "/name", detail: "is too long" };
  expect(explained({ detail: "It is invalid.", errors: [name] })).toBe("It is invalid.\n  /name: is too long");
  const both = { detail: "Two are invalid: /name: is too long", errors: [name, { pointer: "/age", detail: "is low" }] };
  expect(explained(both)).toBe("Two are invalid: /name: is too long\n  /name: is too long\n  /age: is low");
});
