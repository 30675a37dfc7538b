import { startSandbox } from "../../sandbox.ts";
import { sandboxGraph } from "../credentials.ts";
import { parseFields } from "./field-expression.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());

async function get(id: string, fields: string, token: string = sandboxGraph.accessToken) {
  const query = new URLSearchParams({ fields, access_token: token });
  const response = await fetch(`${sandbox.url}/graph/v25.0/${id}?${query}`);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const own = sandboxGraph.instagramAccountId;

it("expands fields, with their limits", async () => {
  const fields = "business_discovery.username(sunrise.diagnostics){followers_count,media.limit(1){caption}}";
  const { status, body } = await get(own, fields);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: own, business_discovery: { followers_count: 1840, id: "17841400000000101" } });
  expect(body.business_discovery.media.data).toEqual([
    { caption: expect.stringContaining("How do I book?"), id: "18000000000000001" },
  ]);
  expect((await get(own, "business_discovery.username(sunrise.bar){name}")).body).toEqual({ id: own });
  const page = await get("sunrisediagnosticspune", "name,phone,posts.limit(5){message}");
  expect(page.body).toMatchObject({ id: "100000000000101", posts: { data: [{ id: "100000000000101_1" }] } });
});

it("refuses as Graph does", async () => {
  const codes = async (...call: Parameters<typeof get>) => {
    const { body } = await get(...call);
    expect(Object.keys(body.error)).toEqual(expect.arrayContaining(["message", "type", "code", "fbtrace_id"]));
    return [body.error.code, body.error.error_subcode];
  };
  expect(await codes(own, "business_discovery.username(nobody){name}")).toEqual([110, 2207013]);
  expect(await codes("nosuchpage", "name")).toEqual([100, 33]);
  expect(await codes("sunrisediagnosticspune", "secrets")).toEqual([100, undefined]);
  expect(await codes(own, "name{", sandboxGraph.accessToken)).toEqual([2500, undefined]);
  expect(await codes("sunrisediagnosticspune", "name", "EAAexpired")).toEqual([190, undefined]);
  expect(await codes("sunrisediagnosticspune", "name", "")).toEqual([104, undefined]);
});

it("parses nested fields, and nothing else", () => {
  expect(parseFields("a,b.limit(2){c,d{e}},f")).toMatchObject([
    { name: "a" },
    { name: "b", modifiers: { limit: "2" }, fields: [{ name: "c" }, { name: "d", fields: [{ name: "e" }] }] },
    { name: "f" },
  ]);
  for (const text of ["a{b", "a,{b}", "a b", "a}"]) expect(parseFields(text)).toBeUndefined();
});
