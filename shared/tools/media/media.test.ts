import { mediaAddress, mediaIdOf } from "../../channels/providers/meta-media.ts";
import { secretReference } from "../../security/secrets/secret-reference.ts";
import { dependencies, type StubbedAnswer, type StubbedCall, serveStub, toolCall } from "../fixtures.ts";
import type { ToolDependencies } from "../tool.ts";
import { fetchMedia } from "./media.ts";
import { storedMediaAddress, storedMediaName, storedMediaNameOf } from "./stored-media.ts";

const accounts = {
  account_sid: secretReference("SID"),
  auth_token: secretReference("TOKEN"),
  access_token: secretReference("META"),
};
const secret: ToolDependencies["secret"] = async (_, name) => `the ${name}`;
let answer: (request: StubbedCall) => StubbedAnswer;
let server: Awaited<ReturnType<typeof serveStub>>;
beforeEach(async () => {
  server = await serveStub((request) => answer(request));
});
afterEach(() => server.close());

describe("a file stored by Meta", () => {
  const fetched = () =>
    fetchMedia(
      mediaAddress("1479"),
      accounts,
      dependencies({ secret, providerBaseUrls: { meta: `${server.url}/meta` } }),
      toolCall(),
    );

  test("is looked up by its id and then fetched, both with the tenant's token", async () => {
    answer = ({ path }) =>
      path === "/meta/v23.0/1479" ? { body: JSON.stringify({ url: `${server.url}/file?ext=1` }) } : { body: "bytes" };
    expect(await fetched()).toEqual({ status: "fetched", bytes: Buffer.from("bytes") });
    expect(server.received.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ["/meta/v23.0/1479", "Bearer the META"],
      ["/file?ext=1", "Bearer the META"],
    ]);
  });

  test("is not fetched from a host that must not see the token", async () => {
    answer = () => ({ body: JSON.stringify({ url: "https://evil.example/file" }) });
    expect(await fetched()).toMatchObject({ status: "refused" });
    answer = () => ({ body: "not what Meta says" });
    expect(await fetched()).toMatchObject({ status: "refused" });
    answer = () => ({ status: 404 });
    expect(await fetched()).toMatchObject({ status: "refused" });
  });

  test("throws a retryable error when Meta cannot answer", async () => {
    answer = () => ({ status: 503 });
    await expect(fetched()).rejects.toMatchObject({ code: "media-unavailable" });
  });
});

describe("a file attached to an e-mail", () => {
  const name = storedMediaName("a".repeat(64));
  const of = (files: Readonly<Record<string, Buffer>>) => {
    const get = async (tenantId: string, wanted: string) => {
      const body = files[`${tenantId}/${wanted}`];
      return body && { info: { name: wanted, size: body.length, contentType: "image/png", version: "1" }, body };
    };
    const platform = { blobs: { get } } as unknown as ToolDependencies["platform"];
    return fetchMedia(storedMediaAddress(name), accounts, dependencies({ secret, platform }), toolCall());
  };

  test("is read only from the tenant's own blobs", async () => {
    expect(await of({ [`clinic/${name}`]: Buffer.from("png") })).toEqual({
      status: "fetched",
      bytes: Buffer.from("png"),
    });
    expect(await of({ [`shop/${name}`]: Buffer.from("png") })).toMatchObject({ status: "refused" });
  });

  test("may be 8 MB", async () => {
    expect(await of({ [`clinic/${name}`]: Buffer.alloc(8 * 1024 * 1024 + 1) })).toMatchObject({ status: "refused" });
  });
});

test("an address names only an id or a stored file", () => {
  expect(mediaIdOf("meta-media:../../me/accounts")).toBeUndefined();
  expect(mediaIdOf("https://example.com")).toBeUndefined();
  expect(storedMediaNameOf("stored-media:inbound/../secrets")).toBeUndefined();
  expect(storedMediaNameOf("stored-media:exports/all.json")).toBeUndefined();
});
