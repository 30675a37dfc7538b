import { z } from "zod";
import { requestPathOf } from "../../../../shared/http/typed-call.ts";
import type { ApiClient } from "./client.ts";

it("fills in parameters and the query, and leaves out undefined values", () => {
  expect(requestPathOf("/v1/customers", {})).toBe("/v1/customers");
  expect(requestPathOf("/v1/conversations/:id/turns", { params: { id: "a/b ?" }, query: { limit: 5 } })).toBe(
    "/v1/conversations/a%2Fb%20%3F/turns?limit=5",
  );
  expect(requestPathOf("/v1/customers", { query: { phone: "+91 98", email: undefined } })).toBe(
    "/v1/customers?phone=%2B91+98",
  );
});

it("compiles only calls that match the server's routes", () => {
  const calls = (api: ApiClient) => [
    // @ts-expect-error no such path
    () => api.get("/v1/conversation", { reply: z.unknown() }),
    // @ts-expect-error a path of another method
    () => api.get("/v1/conversations/:id/release", { params: { id: "1" }, reply: z.unknown() }),
    // @ts-expect-error the id is missing
    () => api.get("/v1/conversations/:id", { reply: z.unknown() }),
    // @ts-expect-error no such status
    () => api.get("/v1/conversations", { query: { status: "open" }, reply: z.unknown() }),
    // @ts-expect-error the route answers a page of customers
    () => api.get("/v1/customers", { reply: z.object({ items: z.array(z.object({ name: z.number() })) }) }),
  ];
  expect(calls).toBeInstanceOf(Function);
});
