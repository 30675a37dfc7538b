import { z } from "zod";
import { dependencies, emptyMaterial, serveStub, toolCall } from "./fixtures.ts";
import { type Tool, toolKind } from "./tool.ts";
import { type ToolMaker, toolSet } from "./tool-set.ts";

/** A tool as its server lists it, with JSON Schema only. */
interface Offered {
  readonly name: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** A kind whose tools are discovered at run time, like those of an MCP server. */
const remote = toolKind({
  kind: "remote",
  config: z.strictObject({ endpoint: z.string() }),
  async create({ name, config }, { fetch }) {
    const response = await fetch(config.endpoint);
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}.`);
    const offered = (await response.json()) as readonly Offered[];
    return offered.map(
      (each): Tool => ({
        name: each.name,
        description: each.name,
        parameters: {
          jsonSchema: each.inputSchema,
          parse: (input) =>
            typeof input === "object" && input !== null
              ? { ok: true, value: { ...input } }
              : { ok: false, issues: [{ message: "must be an object" }] },
        },
        sideEffects: false,
        reconcile: "repeat",
        execute: async (args) => ({ content: { called: each.name, args } }),
      }),
    );
  },
});

const offer: readonly Offered[] = [
  { name: "search", inputSchema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } },
  { name: "order", inputSchema: { type: "object", properties: { count: { type: "integer" } } } },
];

function named(...names: readonly string[]): readonly Tool[] {
  return names.map((name) => ({
    name,
    description: name,
    parameters: { jsonSchema: { type: "object" }, parse: () => ({ ok: true, value: {} }) },
    sideEffects: false,
    reconcile: "repeat",
    execute: async () => ({ content: null }),
  }));
}

const maker = (name: string, make: ToolMaker["make"]): ToolMaker => ({ name, make });
const namesOf = (tools: readonly Tool[]) => tools.map(({ name }) => name);

test("one entry creates all tools of a server, with the server's JSON Schema", async () => {
  const server = await serveStub(() => ({ body: JSON.stringify(offer) }));
  const definition = { name: "crm", config: { endpoint: server.url } };
  const set = toolSet([maker("crm", () => remote.create(definition, dependencies(), emptyMaterial))]);
  try {
    const { tools, unavailable } = await set.current();
    expect(unavailable).toEqual([]);
    expect(tools.map(({ parameters }) => parameters.jsonSchema)).toEqual(offer.map(({ inputSchema }) => inputSchema));
    expect(await tools[1]?.execute({ count: 2 }, toolCall())).toEqual({
      content: { called: "order", args: { count: 2 } },
    });
    await set.current();
    expect(server.received).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test("a failed entry leaves the others available and is retried for the next turn", async () => {
  let status = 503;
  const server = await serveStub(() => ({ status, body: JSON.stringify(offer) }));
  const definition = { name: "crm", config: { endpoint: server.url } };
  let others = 0;
  const set = toolSet([
    maker("crm", () => remote.create(definition, dependencies(), emptyMaterial)),
    maker("own", async () => {
      others += 1;
      return named("own");
    }),
  ]);
  try {
    const first = await set.current();
    expect(namesOf(first.tools)).toEqual(["own"]);
    expect(first.unavailable).toMatchObject([{ name: "crm", error: { message: "crm: the server answered 503." } }]);
    status = 200;
    const second = await set.current();
    expect(namesOf(second.tools)).toEqual(["search", "order", "own"]);
    expect(second.unavailable).toEqual([]);
    expect(others).toBe(1);
  } finally {
    await server.close();
  }
});

test("an entry that throws synchronously is unavailable", async () => {
  const broken = maker("broken", () => {
    throw new Error("no such server");
  });
  const { tools, unavailable } = await toolSet([broken, maker("own", async () => named("own"))]).current();
  expect(namesOf(tools)).toEqual(["own"]);
  expect(unavailable).toMatchObject([{ name: "broken", error: { message: "no such server" } }]);
});

test("concurrent turns create an entry's tools once", async () => {
  let made = 0;
  const set = toolSet([
    maker("own", async () => {
      made += 1;
      return named("own");
    }),
  ]);
  await Promise.all([set.current(), set.current(), set.current()]);
  expect(made).toBe(1);
});

test("a slow entry is left out until it has answered", async () => {
  let answer: (tools: readonly Tool[]) => void = () => undefined;
  const slow = new Promise<readonly Tool[]>((resolve) => {
    answer = resolve;
  });
  const set = toolSet([maker("slow", () => slow), maker("own", async () => named("own"))], 1);
  const first = await set.current();
  expect(namesOf(first.tools)).toEqual(["own"]);
  expect(first.unavailable).toMatchObject([{ name: "slow" }]);
  answer(named("late"));
  await slow;
  expect(namesOf((await set.current()).tools)).toEqual(["late", "own"]);
});

test("a duplicate tool name is an error that names both entries, and the first tool stays", async () => {
  const set = toolSet([
    maker("crm", async () => named("search", "order")),
    maker("desk", async () => named("ticket", "search")),
    maker("twin", async () => named("same", "same")),
  ]);
  const { tools, unavailable } = await set.current();
  expect(namesOf(tools)).toEqual(["search", "order"]);
  expect(unavailable).toMatchObject([
    {
      name: "desk",
      error: {
        code: "tool-name-taken",
        message: '"crm" and "desk" both create a tool named "search". Give one of them another name.',
      },
    },
    { name: "twin", error: { code: "tool-name-taken", message: expect.stringContaining('named "same"') } },
  ]);
});
