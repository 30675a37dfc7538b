import { randomBytes } from "node:crypto";
import { type Bucket, Storage } from "@google-cloud/storage";
import type { StandIn } from "../../../emulators/http.ts";
import { startStorage } from "../../../emulators/storage.ts";
import { signer } from "../../../shared/platform/gcp/emulators.ts";

/** Tests the stand-in with Google's own client. */
describe("the Cloud Storage stand-in", () => {
  let standIn: StandIn;
  let bucket: Bucket;

  beforeAll(async () => {
    standIn = await startStorage({ port: 0 });
    const storage = new Storage({ projectId: "demo", apiEndpoint: standIn.url });
    storage.authClient.jsonContent = await signer(standIn.url);
    [bucket] = await storage.createBucket("test-bucket");
  });
  afterAll(() => standIn.close());

  const save = (name: string, body: string | Buffer, options: object = {}) =>
    bucket.file(name).save(body, { resumable: false, contentType: "text/plain", ...options });
  const bytesOf = async (name: string) => (await bucket.file(name).download())[0];

  test("stores the bytes and metadata of a multipart upload with valid checksums", async () => {
    const body = randomBytes(100_000);
    await save("a b/ü.bin", body, { metadata: { metadata: { caller: "x" } }, validation: "crc32c" });
    expect((await bytesOf("a b/ü.bin")).equals(body)).toBe(true);
    const [metadata] = await bucket.file("a b/ü.bin").getMetadata();
    expect(metadata).toMatchObject({ size: "100000", contentType: "text/plain", metadata: { caller: "x" } });
  });

  test("accepts a simple upload", async () => {
    const url = `${standIn.url}/upload/storage/v1/b/test-bucket/o?uploadType=media&name=simple`;
    const response = await fetch(url, { method: "POST", body: "plain", headers: { "Content-Type": "text/csv" } });
    expect(response.status).toBe(200);
    expect((await bytesOf("simple")).toString()).toBe("plain");
  });

  test("accepts a resumable upload in chunks", async () => {
    const body = randomBytes(1_500_000);
    await bucket.file("large").save(body, { resumable: true, chunkSize: 512 * 1024 });
    expect((await bytesOf("large")).equals(body)).toBe(true);
  });

  test("an interrupted resumable upload reports its progress and resumes there", async () => {
    const begin = `${standIn.url}/upload/storage/v1/b/test-bucket/o?uploadType=resumable&name=resumed`;
    const session = (await fetch(begin, { method: "POST" })).headers.get("location") ?? "";
    const put = (body: string, range: string) =>
      fetch(session, { method: "PUT", body, headers: { "Content-Range": range } });
    expect((await put("hello ", "bytes 0-5/11")).status).toBe(308);
    const asked = await put("", "bytes */11");
    expect([asked.status, asked.headers.get("range")]).toEqual([308, "bytes=0-5"]);
    expect((await put("world", "bytes 6-10/11")).status).toBe(200);
    expect((await bytesOf("resumed")).toString()).toBe("hello world");
  });

  test("serves ranges", async () => {
    await save("digits", "0123456789");
    const range = async (start: number, end: number) =>
      (await bucket.file("digits").download({ start, end }))[0].toString();
    expect(await range(2, 4)).toBe("234");
    const url = `${standIn.url}/storage/v1/b/test-bucket/o/digits?alt=media`;
    const last = await fetch(url, { headers: { Range: "bytes=-3" } });
    expect([last.status, await last.text(), last.headers.get("content-range")]).toEqual([206, "789", "bytes 7-9/10"]);
    expect((await fetch(url, { headers: { Range: "bytes=20-" } })).status).toBe(416);
  });

  test("enforces preconditions of writes", async () => {
    const create = () => save("once", "1", { preconditionOpts: { ifGenerationMatch: 0 } });
    await create();
    await expect(create()).rejects.toMatchObject({ code: 412 });
    const [{ generation }] = await bucket.file("once").getMetadata();
    await save("once", "2", { preconditionOpts: { ifGenerationMatch: generation } });
    const stale = save("once", "3", { preconditionOpts: { ifGenerationMatch: generation } });
    await expect(stale).rejects.toMatchObject({ code: 412 });
    expect((await bytesOf("once")).toString()).toBe("2");
    await expect(bucket.file("once", { generation: generation ?? "" }).download()).rejects.toMatchObject({ code: 404 });
  });

  test("lists by prefix, folder and page", async () => {
    for (const name of ["list/b/1", "list/a", "list/b/2", "list/c"]) await save(name, name);
    const [all] = await bucket.getFiles({ prefix: "list/", maxResults: 3 });
    expect(all.map(({ name }) => name)).toEqual(["list/a", "list/b/1", "list/b/2"]);
    const [paged] = await bucket.getFiles({ prefix: "list/" });
    expect(paged.map(({ name }) => name)).toEqual(["list/a", "list/b/1", "list/b/2", "list/c"]);
    const url = `${standIn.url}/storage/v1/b/test-bucket/o?prefix=list/&delimiter=/`;
    const listing = (await (await fetch(url)).json()) as { items: { name: string }[]; prefixes: string[] };
    expect(listing.items.map(({ name }) => name)).toEqual(["list/a", "list/c"]);
    expect(listing.prefixes).toEqual(["list/b/"]);
  });

  test("composes objects, changes metadata, and deletes", async () => {
    await save("part1", "one ");
    await save("part2", "two");
    await bucket.combine(["part1", "part2"], "whole");
    expect((await bytesOf("whole")).toString()).toBe("one two");
    await bucket.file("whole").setMetadata({ cacheControl: "no-store" });
    expect((await bucket.file("whole").getMetadata())[0].cacheControl).toBe("no-store");
    await bucket.file("whole").delete();
    await expect(bucket.file("whole").delete()).rejects.toMatchObject({ code: 404 });
  });

  test("a signed link serves only its own object, until it expires", async () => {
    await save("signed/a b.txt", "for you");
    await save("signed/secret", "not for you");
    const link = async (expires: number) =>
      (await bucket.file("signed/a b.txt").getSignedUrl({ version: "v4", action: "read", expires }))[0];
    const good = await link(Date.now() + 60_000);
    const response = await fetch(good);
    expect([response.status, await response.text()]).toEqual([200, "for you"]);
    expect((await fetch(good.replace("a%20b.txt", "secret"))).status).toBe(403);
    expect((await fetch(good.replace("X-Goog-Expires=60", "X-Goog-Expires=600000"))).status).toBe(403);
    const brief = await link(Date.now() + 1_500);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await fetch(brief)).status).toBe(400);
  });

  test("a link signed for writing accepts an upload", async () => {
    const [link] = await bucket.file("uploaded").getSignedUrl({
      version: "v4",
      action: "write",
      expires: Date.now() + 60_000,
      contentType: "text/plain",
    });
    const put = (type: string) => fetch(link, { method: "PUT", body: "mine", headers: { "Content-Type": type } });
    expect((await put("text/html")).status).toBe(403);
    expect((await put("text/plain")).status).toBe(200);
    expect((await bytesOf("uploaded")).toString()).toBe("mine");
  });

  test("rejects an unknown bucket", async () => {
    await expect(bucket.storage.bucket("unknown").file("a").download()).rejects.toMatchObject({ code: 404 });
  });
});
