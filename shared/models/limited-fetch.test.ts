import { limitedFetch } from "./limited-fetch.ts";

it("breaks an endless answer off, and does not read on", async () => {
  let read = 0;
  const endless = new ReadableStream({
    pull(controller) {
      read += 1_000;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  const limited = limitedFetch((async () => new Response(endless)) as typeof fetch, 10_000);
  await expect((await limited("https://models.test")).text()).rejects.toThrow("larger than 10000 bytes");
  expect(read).toBeLessThan(20_000);
});

it("sends no header of the client's own", async () => {
  const sent: RequestInit[] = [];
  const limited = limitedFetch((async (_input: unknown, init?: RequestInit) => {
    sent.push(init ?? {});
    return new Response("{}");
  }) as typeof fetch);
  await limited("https://models.test", {
    headers: { authorization: "Bearer key", "x-stainless-os": "Linux", "openai-organization": "org", cookie: "a=b" },
  });
  expect(Object.fromEntries(new Headers(sent[0]?.headers))).toEqual({ authorization: "Bearer key" });
});
