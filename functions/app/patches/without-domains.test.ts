import domain from "node:domain";
import { serveFunction, type TestServer } from "../../endpoints/http/test-server.ts";
import { withoutDomains } from "./without-domains.ts";

/** As Node defines it. Another test file of this process may have left the patch behind. */
const original: typeof domain.create = () => new domain.Domain();
/** Node documents `process.domain`; its types leave it out (nodejs.org/api/domain.html). */
const isInDomain = () => Boolean((process as { readonly domain?: unknown }).domain);
let server: TestServer;
let inDomain: boolean;

beforeAll(async () => {
  server = await serveFunction(async (_request, response) => {
    inDomain = isInDomain();
    response.writeHead(200).end();
  });
});

beforeEach(() => {
  domain.create = original;
});

afterAll(() => server.close());

it("an HTTP function runs outside of a domain", async () => {
  withoutDomains();
  await fetch(server.url);
  expect(inDomain).toBe(false);
});

it("it runs in a domain without the patch (once this fails, the patch is no longer needed)", async () => {
  await fetch(server.url);
  expect(inDomain).toBe(true);
});
