import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../../shared/project-root.ts";
import { runCli } from "../run-cli.ts";
import { domainFolder, onlyFiles } from "./domain-folder.fixture.ts";
import { replayFolder } from "./replay-folder.ts";

const identity = { table: "members", key: "m1" };
const borrow = (book: string, more: object = {}) => ({ name: "borrow", arguments: { book }, ...more });
const lent = { books: { b1: { copies: 0 } }, members: { m1: { loans: ["b1"] } } };

/** What is wrong with the only task. */
async function problemsOf(task: object, defaults: object = {}): Promise<readonly string[]> {
  const folder = domainFolder({ "tasks.json": { ...defaults, tasks: [{ id: "t", identity, ...task }] } });
  return (await replayFolder(folder)).tasks.flatMap(({ problems }) => problems);
}

describe("what a task leaves", () => {
  const actions = [borrow("b1", { returns: { left: 0 } })];
  const book = { copies: 0, price: 0.3, shelf: { row: "A" } };
  const member = { born: "1990-01-01", loans: ["b1"] };
  const other = { id: "b2", copies: 0 };
  const whole = { books: { b1: { id: "b1", ...book }, b2: other } };
  const everything = `{"books":{"b1":{"copies":0,"id":"b1","price":0.3,"shelf":{"row":"A"}},"b2":{"copies":0,"id":"b2"}},"members":{"m1":{"born":"1990-01-01","id":"m1","loans":["b1"]},"m2":{"born":"1991-01-01","id":"m2","loans":["b1"]}}}`;

  test.each<[string, object]>([
    ["as changes", { changes: lent }],
    ["as whole rows", { rows: { books: { b1: book }, members: { m1: member } } }],
    ["as whole tables", { tables: { ...whole, members: { m1: member, m2: { born: "1991-01-01", loans: ["b1"] } } } }],
    ["as a digest", { sha256: createHash("sha256").update(everything).digest("hex") }],
  ])("is compared %s", async (_, expected) => expect(await problemsOf({ actions, expected })).toEqual([]));

  test.each<[string, object, string]>([
    [
      "a wrong cell",
      { changes: { ...lent, books: { b1: { copies: 1 } } } },
      "`books.b1.copies` is 0, and should be 1.",
    ],
    [
      "a row that should stay",
      { changes: { books: lent.books } },
      '`members.m1.loans` is ["b1"], and should be absent.',
    ],
    [
      "a cell within a cell",
      { rows: { books: { b1: { ...book, shelf: { row: "B" } } }, members: { m1: member } } },
      "`books.b1.shelf.row`",
    ],
    [
      "a row that should be gone",
      { rows: { books: { b1: book, b2: null }, members: { m1: member } } },
      "`books.b2` is",
    ],
    [
      "a row that should be there",
      { tables: { books: [{ id: "b1", ...book }, other, { id: "b3", copies: 1 }] } },
      "`books.b3` is absent",
    ],
    ["another digest", { sha256: "0".repeat(64) }, "The tables have the digest"],
    ["an undeclared table", { changes: { loans: {} } }, "tables that are not declared: loans"],
  ])("differs by %s", async (_, expected, problem) =>
    expect((await problemsOf({ actions, expected })).join("\n")).toContain(problem),
  );

  test("may differ by the noise of binary fractions", async () => {
    const revalue = { name: "revalue", arguments: { book: "b1" } };
    const priced = (price: number) => ({ actions: [revalue], expected: { changes: { books: { b1: { price } } } } });
    expect(await problemsOf(priced(0.1 + 0.2 + 0.3))).toEqual([]);
    expect(await problemsOf(priced(0.61))).toHaveLength(1);
  });

  test("is not seen by the next task", async () => {
    const task = { identity, actions, expected: { changes: lent } };
    const folder = domainFolder({
      "tasks.json": [
        { id: 1, ...task },
        { id: 2, ...task },
      ],
    });
    expect((await replayFolder(folder)).tasks.map(({ ok }) => ok)).toEqual([true, true]);
  });
});

describe("an action", () => {
  test.each<[string, object, string]>([
    ["that is refused", borrow("b2"), "Action 1, borrow, was refused: Every copy is out."],
    [
      "that should be refused",
      borrow("b1", { expect: "refused" }),
      "Action 1, borrow, was done, and should be refused.",
    ],
    ["that is refused for another reason", borrow("b2", { expect: "refused", says: "has it" }), 'without "has it"'],
    [
      "that answers otherwise",
      borrow("b1", { returns: { left: 5 } }),
      "answered wrongly: `left` is 0, and should be 5.",
    ],
    ["of an unknown tool", { name: "lend" }, 'Action 1, lend, failed: there is no tool "lend"'],
    ["of a broken tool", { name: "broken", arguments: { book: "b2" } }, "Action 1, broken, failed: The tool failed"],
    [
      "with wrong arguments",
      { name: "borrow", arguments: { title: "x" } },
      "Action 1, borrow, was refused: The arguments",
    ],
    ["of nobody", borrow("b1", { identity: null }), "has not proven who they are"],
  ])("%s fails the task", async (_, action, problem) =>
    expect((await problemsOf({ actions: [action] })).join("\n")).toContain(problem),
  );

  test("may be refused where the task says so", async () => {
    expect(await problemsOf({ actions: [borrow("b2", { expect: "refused", says: "is out" })] })).toEqual([]);
    expect(await problemsOf({ actions: [borrow("b2")] }, { expect: "any" })).toEqual([]);
  });

  test("is done although its answer has a field called error", async () => {
    const describe = { name: "describe", arguments: { book: "b1" }, returns: { error: "none" } };
    expect(await problemsOf({ actions: [describe] })).toEqual([]);
  });

  test("of an ignored tool is left out", async () => {
    const actions = [{ name: "think", arguments: { thought: "…" } }, borrow("b1")];
    expect(await problemsOf({ actions, expected: { changes: lent } }, { ignore: ["think"] })).toEqual([]);
  });
});

describe("a violation", () => {
  test("is refused for its reason, before or after the actions", async () => {
    const violations = [borrow("b1", { says: "copy is out" }), borrow("b2", { when: "before", says: "copy is out" })];
    expect(await problemsOf({ actions: [borrow("b1")], violations })).toEqual([]);
    const other = [borrow("b1", { says: "The member has it" })];
    expect((await problemsOf({ actions: [borrow("b1")], violations: other })).join()).toContain("for another reason");
  });

  test("is held where nobody agrees, and is no violation otherwise", async () => {
    expect(await problemsOf({ violations: [borrow("b1", { agreed: false, says: "waits for the customer" })] })).toEqual(
      [],
    );
    const revalue = { name: "revalue", arguments: { book: "b1" }, agreed: false };
    expect((await problemsOf({ violations: [revalue] })).join()).toContain("was done");
  });

  test("that is done fails the task, with what it changed", async () => {
    expect(await problemsOf({ violations: [borrow("b1")] })).toEqual([
      "Violation 1, borrow, was done, and should be refused.",
      'Violation 1, borrow, changed a row: `members.m1.loans` is ["b1"], and should be absent.',
      "Violation 1, borrow, changed a row: `books.b1.copies` is 0, and should be 1.",
    ]);
  });

  test("of an unknown or broken tool proves nothing", async () => {
    const violations = [{ name: "steal" }, { name: "broken", arguments: { book: "b2" } }];
    expect(await problemsOf({ violations })).toEqual([
      'Violation 1, steal, failed: there is no tool "steal"',
      expect.stringContaining("Violation 2, broken, failed"),
    ]);
  });
});

test("a file may begin with a byte order mark", async () => {
  const folder = domainFolder({ "tasks.json": `\uFEFF${JSON.stringify([{ id: 1, actions: [] }])}` });
  expect((await replayFolder(folder)).tasks).toMatchObject([{ id: "1", ok: true }]);
});

test("the page about the format shows a folder that passes", async () => {
  const page = readFileSync(join(projectRoot, "docs", "replay-tasks.md"), "utf8");
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);
  const [users, orders, tasks] = blocks("json");
  const shown = { "tenant.yaml": blocks("yaml")[0], "tables/users.json": users, "tables/orders.json": orders };
  const { tasks: results } = await replayFolder(onlyFiles({ ...shown, "tasks.json": tasks }));
  expect(results).toMatchObject([
    { id: "cancel", problems: [], violations: [{ status: "refused" }, { status: "refused" }] },
  ]);
});

describe("a folder", () => {
  const tasks = [{ id: "t", identity }];
  test.each<[string, Record<string, unknown>, string]>([
    ["without tasks", {}, "There is no file"],
    ["with tasks that are no JSON", { "tasks.json": "[" }, "tasks.json is not JSON"],
    ["with a misspelt key", { "tasks.json": [{ id: "t", expects: {} }] }, 'Unrecognized key: "expects"'],
    ["with two tasks of one id", { "tasks.json": [...tasks, ...tasks] }, '"t" is taken'],
    [
      "with two kinds of expectation",
      { "tasks.json": [{ id: "t", expected: { changes: {}, rows: {} } }] },
      "must have one of",
    ],
    ["with rows of an undeclared table", { "tasks.json": tasks, "tables/loans.json": [] }, "declares no table `loans`"],
    [
      "with a wrong cell",
      { "tasks.json": tasks, "tables/books.json": { b1: { copies: "one" } } },
      "row 1 (b1): `copies` must be a whole number",
    ],
    [
      "with two rows of one key",
      { "tasks.json": tasks, "tables/members.json": [{ id: "m" }, { id: "m" }] },
      "row 2 (m): Another row has the same key.",
    ],
    [
      "with a customer who is not there",
      { "tasks.json": [{ id: "t", identity: { table: "members", key: "m9" }, actions: [borrow("b1")] }] },
      "not in the table `members`",
    ],
    [
      "with an invalid configuration",
      { "tasks.json": tasks, "tenant.yaml": "automation_config: {}" },
      "not a valid configuration",
    ],
  ])("%s is not replayed", async (_, changes, message) =>
    expect(replayFolder(domainFolder(changes))).rejects.toThrow(message),
  );
});

test("the command line prints a table, JSON and an exit code", async () => {
  const good = {
    id: "good",
    identity,
    actions: [borrow("b1")],
    expected: { changes: lent },
    violations: [borrow("b2")],
  };
  const folder = domainFolder({ "tasks.json": [good, { id: "bad", identity, actions: [borrow("b2")] }] });
  const ran = await runCli(["replay-tasks", folder]);
  expect(ran.exitCode).toBe(1);
  expect(ran.stdout).toMatch(/good +passed +1 +1 of 1/);
  expect(ran.stdout).toMatch(/bad\n {2}Action 1, borrow, was refused: Every copy is out\./);
  expect(ran.stderr).toContain("1 of 2 tasks failed.");
  const json = await runCli(["replay-tasks", folder, "--filter", "good", "--json"]);
  expect(json.exitCode).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject([
    { tasks: [{ id: "good", ok: true, violations: [{ status: "refused" }] }] },
  ]);
  expect((await runCli(["replay-tasks", folder, "--filter", "none"])).stderr).toContain('No task has "none" in its id');
});
