import { z } from "zod";
import { type Clinic, openClinic } from "./stage/clinic.ts";
import { flow, newWord } from "./stage/flow.ts";

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Operation {
  readonly operationId: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly description?: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example?: object }>>;
  };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Listed {
  readonly line: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Valid for every thing, and belongs to none. */
const someId = "0123456789abcdef01234567";

const world = flow();
let document: Document;
let operations: readonly Listed[];
let clinic: Clinic;

beforeAll(async () => {
  document = (await (await fetch(`${world.product.url}/v1/openapi.json`)).json()) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      line: `${method.toUpperCase()} ${path
        .replace("{client}", "CLIENT")
        .replace("{id}", someId)
        .replaceAll(/\{\w+\}/g, "1")}`,
      path,
      operation,
    })),
  );
  clinic = await openClinic(world.product);
});

/** Calls an operation of the clinic. */
async function call(line: string, more: { readonly body?: unknown; readonly headers?: Record<string, string> } = {}) {
  type Problem = { readonly code: string; readonly errors?: readonly { readonly pointer: string }[] };
  const answer = await world.product.api<Problem>(line.replace("CLIENT", clinic.client), {
    ...clinic,
    ...more,
  });
  const { code, errors = [] } = answer.body;
  return { status: answer.status, code, pointers: errors.map(({ pointer }) => pointer), headers: answer.headers };
}

describe("the OpenAPI document", () => {
  it("says what every operation, parameter and field means", () => {
    const silent: string[] = [];
    const look = (where: string, { properties = {}, items, anyOf = [] }: Schema): void => {
      for (const [name, field] of Object.entries(properties)) {
        if (!field.description && !field.$ref) silent.push(`${where}: field ${name}`);
        look(`${where}.${name}`, field);
      }
      for (const each of [...(items ? [items] : []), ...anyOf]) look(where, each);
    };
    for (const { line, operation } of operations) {
      if (!operation.description) silent.push(`${line}: no description`);
      for (const { name, description } of operation.parameters ?? [])
        if (!description) silent.push(`${line}: parameter ${name}`);
      for (const { content = {} } of [operation.requestBody ?? {}, ...Object.values(operation.responses)] as {
        content?: Record<string, { schema: Schema }>;
      }[])
        for (const { schema } of Object.values(content)) look(line, schema);
    }
    for (const [name, schema] of Object.entries(document.components.schemas)) look(name, schema);
    // Give the schema a `describe`, or its name a meaning in functions/endpoints/api/reference.
    expect(silent).toEqual([]);
  });

  it("has an example of every body, which is accepted or refused only for its subject", async () => {
    for (const { line, operation } of operations) {
      const json = operation.requestBody?.content["application/json"];
      if (!json) continue;
      expect([line, typeof json.example]).toEqual([line, "object"]);
      const body = { ...json.example, ...("client_id" in (json.example ?? {}) ? { client_id: clinic.client } : {}) };
      const { code, status } = await call(line, { body });
      expect([line, status < 500, code === "body-invalid"]).toEqual([line, true, false]);
    }
  });

  it("has every status of every operation", () => {
    for (const { line, operation } of operations) {
      const documented = Object.keys(operation.responses).map(Number);
      const always = [400, 401, 403, 405, 429, 500, 503];
      const withBody = operation.requestBody ? [413, 415, 422] : [];
      expect([line, [...always, ...withBody].filter((status) => !documented.includes(status))]).toEqual([line, []]);
    }
  });
});

describe("every operation", () => {
  it("refuses a cursor that it did not give, with one code", async () => {
    const lists = operations.filter(({ operation }) => operation.parameters?.some(({ name }) => name === "cursor"));
    expect(lists.length).toBeGreaterThan(10);
    const session = newWord();
    const said = await world.product.chat({ client: clinic.client, session, message: "Hello" });
    const known = { conversations: said.conversation_id };
    for (const cursor of ["x", "bnVsbA", "WzFd", "%00", "WyJhIiwiIl0", "हिन्दी", "WyJhIiwiYiJd="])
      for (const { line } of lists) {
        const path = line.replace(`/conversations/${someId}`, `/conversations/${known.conversations}`);
        const answer = await call(`${path}?cursor=${encodeURIComponent(cursor)}`);
        // Some lists belong to a thing that does not exist here.
        if (answer.status === 404) continue;
        expect([path, cursor, answer.status, answer.code]).toEqual([path, cursor, 400, "cursor-invalid"]);
      }
  });

  it("refuses an unknown query parameter and names it", async () => {
    for (const { line } of operations) {
      const { status, code, pointers } = await call(`${line}?no_such=1`);
      expect([line, status, code]).toEqual([line, 400, "parameter-invalid"]);
      expect(pointers).toContain("/no_such");
    }
  });

  it("names the methods of its path when it does not support one", async () => {
    for (const path of Object.keys(document.paths)) {
      const methods = Object.keys(document.paths[path] ?? {}).map((method) => method.toUpperCase());
      const other = ["PATCH", "DELETE", "PUT"].find((method) => !methods.includes(method)) ?? "";
      const answer = await call(`${other} ${path.replaceAll(/\{\w+\}/g, "1")}`);
      expect([path, answer.status, answer.code]).toEqual([path, 405, "method-not-allowed"]);
      for (const method of methods) expect(answer.headers.get("allow")?.split(", ")).toContain(method);
    }
  });
});

describe("answers", () => {
  it.each(["gzip", "br"])("are compressed as %s above 1 KB, except for events", async (encoding) => {
    const { url } = world.product;
    const ask = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { headers: { "accept-encoding": encoding, ...headers } });
    const large = await ask("/v1/openapi.json");
    expect(large.headers.get("content-encoding")).toBe(encoding);
    expect(Number(large.headers.get("content-length"))).toBeLessThan(JSON.stringify(document).length / 4);
    expect(z.looseObject({ openapi: z.string() }).parse(await large.json()).openapi).toBe("3.1.0");
    const authorization = `Bearer ${await world.product.token(clinic.client)}`;
    const stream = await ask("/v1/handoffs/events", { authorization });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(stream.headers.get("content-encoding")).toBeNull();
    await stream.body?.cancel();
  });
});
