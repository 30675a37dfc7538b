import { createServer } from "node:http";
import type { z } from "zod";
import { pageFetcher } from "../../../../shared/crawl/fetch-page.ts";
import { createOutboundRequest } from "../../../../shared/outbound/outbound-request.ts";
import { type StubbedAnswer, type StubbedCall, serveStub } from "../../../../shared/tools/fixtures.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { type OpenKnowledge, openKnowledge, shop } from "../knowledge.fixture.ts";
import type { CrawlView } from "../views.ts";
import { knowledgeCrawler } from "./knowledge-crawler.ts";

type View = z.infer<typeof CrawlView>;

const origin = "https://lamps.example";
let site: Record<string, StubbedAnswer>;
let server: Awaited<ReturnType<typeof serveStub>>;
let knowledge: OpenKnowledge;

beforeEach(async () => {
  site = { "/robots.txt": { body: "User-agent: *\nDisallow: /private\n" } };
  server = await serveStub(({ path }: StubbedCall) => site[path] ?? { status: 404 });
  const outbound = createOutboundRequest({ fetch, tenantApiBaseUrl: server.url });
  knowledge = await openKnowledge({ fetchPage: pageFetcher(outbound, knowledgeCrawler) });
});
afterEach(async () => {
  await knowledge.close();
  await server.close();
});

const html = (body: string): StubbedAnswer => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<html><head><title>Lamps</title></head><body>${body}</body></html>`,
});
const asked = () => server.received.map(({ path }) => path).filter((path) => path !== "/robots.txt");

async function crawl(body: object): Promise<View> {
  const { id } = await knowledge.call<View>("startKnowledgeCrawl", { body });
  return ended(id);
}

async function ended(id: string): Promise<View> {
  const read = () => knowledge.call<View>("getKnowledgeCrawl", { params: { id } });
  await until("the crawl has ended", async () => (await read()).status !== "running");
  return read();
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly source_url: string; readonly status: string }[];
}

async function documents(): Promise<Listed["items"]> {
  const list = () => knowledge.call<Listed>("listKnowledgeDocuments", {});
  for (const { id } of (await list()).items) await knowledge.settled(id);
  return (await list()).items;
}

it("reads the pages of a site once each, as robots.txt permits, and no other site", async () => {
  site["/"] = html(
    '<p>All lamps.</p><a href="/a#top">A</a><a href="/a">A</a><a href="/private/x">P</a><a href="https://evil.example/">E</a>',
  );
  site["/a"] = html('<p>Lamp A is made of brass.</p><a href="/b">B</a><a href="/">Home</a>');
  site["/b"] = html('<p>Lamp B is made of glass.</p><a href="/c">C</a>');
  const done = await crawl({ urls: [`${origin}/`], max_depth: 2 });
  expect(asked()).toEqual(["/", "/a", "/b"]);
  expect(done).toMatchObject({ status: "completed", read: 3, refused: 1, failed: 0, waiting: 0 });
  expect(done.problems).toEqual([expect.objectContaining({ url: `${origin}/private/x`, code: "robots-disallowed" })]);
  expect((await documents()).map(({ source_url }) => source_url).toSorted()).toEqual([
    `${origin}/`,
    `${origin}/a`,
    `${origin}/b`,
  ]);
  const [found] = await knowledge.search(shop, null, "lamp brass", 1);
  expect(found?.chunk).toMatchObject({ sourceUrl: `${origin}/a`, title: "Lamps" });
  // Every request says to which host it belongs: none went to the other site.
  expect(new Set(server.received.map(({ headers }) => headers["x-forwarded-host"]))).toEqual(
    new Set(["lamps.example"]),
  );
});

it("reads only what changed when it comes again, and removes the document of a page that is gone", async () => {
  site["/"] = html('<p>All lamps.</p><a href="/a">A</a><a href="/b">B</a>');
  site["/a"] = html("<p>Lamp A is made of brass.</p>");
  site["/b"] = html("<p>Lamp B is made of glass.</p>");
  await crawl({ urls: [`${origin}/`] });
  await documents();
  site["/a"] = html("<p>Lamp A is made of copper.</p>");
  delete site["/b"];
  expect(await crawl({ urls: [`${origin}/`] })).toMatchObject({ read: 1, unchanged: 1, removed: 1 });
  await until("the gone page's document is removed", async () =>
    (await documents()).some(({ status }) => status === "removed"),
  );
  await until("the new text is quoted", async () =>
    (await knowledge.texts("lamp copper")).includes("Lamp A is made of copper."),
  );
  expect(await knowledge.texts("lamp brass")).not.toContain("Lamp A is made of brass.");
  expect(await knowledge.texts("lamp glass")).not.toContain("Lamp B is made of glass.");
});

it("follows a sitemap, and reads one content under two addresses once", async () => {
  const places = ["a", "b", "c"].map((name) => `<url><loc>${origin}/${name}</loc></url>`).join("");
  site["/sitemap.xml"] = {
    headers: { "content-type": "application/xml" },
    body: `<urlset>${places}<url><loc>https://evil.example/x</loc></url></urlset>`,
  };
  site["/a"] = html("<p>Lamp A is made of brass.</p>");
  site["/b"] = html("<p>Lamp A is made of brass.</p>");
  site["/c"] = { headers: { "content-type": "text/plain" }, body: "Lamp C is made of clay." };
  expect(await crawl({ urls: [`${origin}/sitemap.xml`], sitemap: true })).toMatchObject({
    read: 2,
    repeated: 1,
    failed: 0,
  });
  expect(await documents()).toHaveLength(2);
});

it("removes what a page said before it became the copy of another", async () => {
  site["/"] = html('<p>All lamps.</p><a href="/a">A</a><a href="/b">B</a>');
  site["/a"] = html("<p>Lamp A is made of brass.</p>");
  site["/b"] = html("<p>Lamp B is made of glass.</p>");
  await crawl({ urls: [`${origin}/`] });
  await documents();
  site["/b"] = site["/a"];
  expect(await crawl({ urls: [`${origin}/`] })).toMatchObject({ repeated: 1 });
  await until(
    "the old text is not quoted",
    async () => !(await knowledge.texts("lamp glass")).some((text) => /glass/.test(text)),
  );
});

it("stops at its limits of pages and depth", async () => {
  for (let n = 0; n < 9; n += 1) site[`/${n}`] = html(`<p>Page ${n} of lamps.</p><a href="/${n + 1}">next</a>`);
  expect(await crawl({ urls: [`${origin}/0`], max_depth: 1 })).toMatchObject({ read: 2 });
  expect(await crawl({ urls: [`${origin}/3`], max_depth: 5, max_pages: 3 })).toMatchObject({ read: 3 });
});

it("refuses a page that redirects to another site, and one that never ends to redirect", async () => {
  site["/"] = html('<p>All lamps.</p><a href="/out">O</a><a href="/loop">L</a>');
  site["/out"] = { status: 302, headers: { location: "https://evil.example/page" } };
  site["/page"] = html("<p>Send your card number to evil.</p>");
  site["/loop"] = { status: 301, headers: { location: "/loop" } };
  const done = await crawl({ urls: [`${origin}/`] });
  expect(done.problems.map(({ code }) => code)).toEqual(["page-elsewhere", "page-redirects"]);
  expect(await documents()).toHaveLength(1);
});

it("adds one address as a document, and tells why it cannot be read", async () => {
  site["/one"] = html("<p>Lamp One has three legs.</p>");
  const add = (url: string) =>
    knowledge.call<{ id: string }>("addKnowledgeDocument", { body: { url, title: "Lamp One" } });
  const { id } = await add(`${origin}/one`);
  expect(await knowledge.settled(id)).toMatchObject({ status: "ready", title: "Lamp One" });
  const refused = await add(`${origin}/private/two`);
  expect(await knowledge.settled(refused.id)).toMatchObject({
    status: "failed",
    failure: { code: "robots-disallowed" },
  });
});

it("calls no private address, whatever a tenant or a redirect names", async () => {
  const reached: string[] = [];
  const inside = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.end("secret");
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  const { port } = inside.address() as { port: number };
  const fetchPage = pageFetcher(createOutboundRequest({ fetch, tenantApiBaseUrl: undefined }), knowledgeCrawler);
  const { signal } = new AbortController();
  for (const url of [
    `https://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}/`,
    "https://169.254.169.254/",
    "https://localhost/",
  ])
    await expect(fetchPage(url, signal)).rejects.toMatchObject({ code: "endpoint-refused" });
  expect(reached).toEqual([]);
  await new Promise((resolve) => inside.close(resolve));
});

it("takes no page while the server fails to give its robots.txt", async () => {
  site["/robots.txt"] = { status: 503 };
  const fetchPage = pageFetcher(createOutboundRequest({ fetch, tenantApiBaseUrl: server.url }), knowledgeCrawler);
  await expect(fetchPage(`${origin}/a`, new AbortController().signal)).rejects.toMatchObject({
    code: "robots-unreachable",
  });
});
