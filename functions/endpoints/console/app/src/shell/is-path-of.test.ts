import { isPathOf } from "./is-path-of.ts";

test.each([
  ["/clients", "/clients", true],
  ["/clients", "/clients/client_123", false],
  ["/clients/$client", "/clients/client_123", true],
  ["/clients/$client", "/clients/client_123/tickets", false],
  ["/clients/$client/tickets/$ticket", "/clients/client_123/tickets/t1/", true],
  ["/inbox/{-$conversation}", "/inbox", true],
  ["/inbox/{-$conversation}", "/inbox/conv_1", true],
])("the page %s is at %s: %s", (page, path, expected) => {
  expect(isPathOf(page, path)).toBe(expected);
});
