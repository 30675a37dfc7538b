import fc from "fast-check";
import { Endpoint, fillEndpoint } from "./endpoint.ts";

const template = "https://api.client.com/orders/{order_id}/items?for={customer}";

describe("an endpoint", () => {
  test.each([
    ["http://api.client.com/orders", "https"],
    ["orders", "address"],
    ["https://user:word@api.client.com/", "secret"],
    ["https://{host}/orders", "host"],
    ["https://api.{host}.com/orders", "host"],
    ["https://127.0.0.1/orders", "public"],
    ["https://2130706433/orders", "public"],
    ["https://api.client.com/{order id}", "brace"],
    ["https://api.client.com/#part", "#"],
  ])("is refused when it is %s", (text, reason) => {
    expect(Endpoint.safeParse(text).error?.issues[0]?.message).toContain(reason);
  });

  test("keeps every argument inside its placeholder", () => {
    const inPlace = fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (order_id, customer) => {
      const url = fillEndpoint(template, { order_id, customer });
      if (url === undefined) return;
      expect(url.origin).toBe("https://api.client.com");
      const [, orders, filled = "", items, ...more] = url.pathname.split("/");
      expect([orders, items, more]).toEqual(["orders", "items", []]);
      expect(decodeURIComponent(filled)).toBe(order_id);
      expect([...url.searchParams]).toEqual([["for", customer]]);
      expect(url.hash).toBe("");
    });
    fc.assert(inPlace);
  });

  test.each(["", " ", ".", "..", undefined, null, ["a"], { a: 1 }])("refuses %p as a part of a path", (order_id) => {
    expect(fillEndpoint(template, { order_id, customer: "c" })).toBeUndefined();
  });

  test.each(["../admin", "a/b", "%2e%2e", "?x=1", "#", "@evil.com", "\\..\\"])("encodes %s", (order_id) => {
    const url = fillEndpoint(template, { order_id, customer: "c&admin=1" });
    expect(url?.pathname).toBe(`/orders/${encodeURIComponent(order_id)}/items`);
    expect(url?.searchParams.get("admin")).toBeNull();
  });
});
