import { fillMessage } from "./fill-message.ts";

describe("filling in a message", () => {
  it("leaves out what is not known, with the space before it", () => {
    expect(fillMessage("Hi {customer_name}, welcome {back}!", { customer_name: null })).toBe("Hi, welcome!");
  });

  it("takes values as they are: on one line, their own placeholders untouched, and not endless", () => {
    expect(fillMessage("Hi {name}.", { name: "A\n\u202e{secret}" })).toBe("Hi A {secret}.");
    expect(fillMessage("{name}", { name: "x".repeat(5_000) })).toHaveLength(200);
  });

  it("knows nothing that an object inherits", () => {
    expect(fillMessage("a {constructor} b", {})).toBe("a b");
  });
});
