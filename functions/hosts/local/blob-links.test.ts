import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { blobLinks } from "./blob-links.ts";

const folder = mkdtempSync(join(tmpdir(), "blob-links-"));
const platform = openEmbedded({ dataDir: folder });
const handler = blobLinks(platform.blobs.follow, "http://127.0.0.1:8080");
const server = createServer((request, response) => void handler(request, response));
const tenantId = TenantId.parse("acme");

beforeAll(() => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)));
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

async function follow(link: string): Promise<Response> {
  const { pathname, search } = new URL(link);
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}${search}`);
}

test("serves the blob of a signed link as a download", async () => {
  await platform.blobs.put(tenantId, "a/report.html", Buffer.from("<p>hello"), { contentType: "text/html" });
  const response = await follow(
    await platform.blobs.signedLink(tenantId, "a/report.html", { expiresAt: new Date(Date.now() + 60_000) }),
  );
  expect(response.headers.get("content-disposition")).toBe("attachment");
  expect(await response.text()).toBe("<p>hello");
});

test("returns 404 for an altered or expired link", async () => {
  const link = await platform.blobs.signedLink(tenantId, "a/report.html", { expiresAt: new Date(Date.now() + 60_000) });
  const expired = await platform.blobs.signedLink(tenantId, "a/report.html", { expiresAt: new Date(Date.now() - 1) });
  const other = link.replace("acme", "other");
  for (const wrong of [other, expired]) expect((await follow(wrong)).status).toBe(404);
});
