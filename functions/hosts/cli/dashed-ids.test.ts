import { Command } from "commander";
import { dashedIdsLast } from "./dashed-ids.ts";

const id = "-aB3_dE6fG9hI2jK5mN8pQ";

describe("an id that begins with a dash", () => {
  it.each([
    [["show", id]],
    [["show", "-c", "client_123", id]],
    [["show", id, "--json"]],
    [["show", "--json", id, "--client", "client_123"]],
  ])("is the argument of %p", async (words) => {
    expect(await parsed(words)).toMatchObject({ args: [id] });
  });

  it.each([[["show", "m1", "--customer", id]], [["show", "--customer", id, "m1"]]])(
    "is the option's value in %p",
    async (words) => {
      expect(await parsed(words)).toEqual({ args: ["m1"], options: { customer: id } });
    },
  );

  it("keeps its place before what stands behind --", async () => {
    expect(await parsed(["show", id, "--", "-x"])).toMatchObject({ args: [id, "-x"] });
  });
});

it("leaves a mistyped option to Commander", async () => {
  await expect(parsed(["show", "m1", "-jsn"])).rejects.toThrow("unknown option '-jsn'");
});

async function parsed(words: readonly string[]): Promise<unknown> {
  let found: unknown;
  const root = new Command().exitOverride();
  root
    .command("show")
    .argument("<ids...>")
    .option("-c, --client <id>")
    .option("--customer <id>")
    .option("--json")
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .action((args: string[], options: object) => {
      found = { args, options };
    });
  await root.parseAsync(dashedIdsLast(root, words), { from: "user" });
  return found;
}
