import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { TableView } from "../../../engines/tables/views.ts";
import { apiClient } from "./client.ts";

let server: Server;
let answers: { readonly status: number; readonly retryAfter?: string }[] = [];
let asked = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    const { status, retryAfter } = answers[asked] ?? { status: 200 };
    asked += 1;
    response.writeHead(status, {
      "content-type": "application/json",
      ...(retryAfter && { "retry-after": retryAfter }),
    });
    response.end(
      JSON.stringify(status === 200 ? { items: [] } : { code: "rate-limited", detail: "Too many requests." }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  asked = 0;
});
afterAll(() => server.close());

const list = () =>
  apiClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "t" }).get("/v1/tables", {
    query: {},
    reply: z.object({ items: z.array(TableView) }),
  });

test("a read that comes too soon waits as long as the server asks, and is made again", async () => {
  answers = [{ status: 429, retryAfter: "1" }];
  expect(await list()).toEqual({ items: [] });
  expect(asked).toBe(2);
});

test("a wait of an hour is told instead", async () => {
  answers = [{ status: 429, retryAfter: "3600" }];
  await expect(list()).rejects.toThrow("Too many requests.");
  expect(asked).toBe(1);
});
