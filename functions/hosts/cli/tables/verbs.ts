import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

/** `tables …`: the client's tables, their rows, imports and exports. */
export function addTableVerbs(root: Command): void {
  const tables = root.command("tables").description("show tables and their rows, import and export them");

  withExamples(
    onServer(tables.command("list").description("list the tables and their columns"))
      .addOption(jsonOption())
      .action(async (options) => (await import("./tables.ts")).listTables(options)),
    "tables list --client client_123",
  );

  withExamples(
    onServer(tables.command("rows").description("list the rows of a table, or those with given values"))
      .argument("<table>", "the table")
      .option("--where <json>", 'only rows with exactly these values, such as {"city": "Pune"}')
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (table: string, options) => (await import("./tables.ts")).listRows({ table, ...options })),
    `tables rows orders --client client_123 --where '{"status": "pending"}'`,
  );

  withExamples(
    onServer(tables.command("import").description("import rows from a CSV, JSON or XLSX file, and wait for the end"))
      .argument("<table>", "the table")
      .argument("<file>", "a file that ends with .csv, .json, .jsonl or .xlsx")
      .addOption(
        new Option("--mode <mode>", "merge: add rows and change the file's columns; replace: also delete other rows")
          .choices(["merge", "replace"])
          .default("merge"),
      )
      .option("--dry-run", "check every row, and write nothing")
      .addOption(jsonOption())
      .action(async (table: string, file: string, options) =>
        (await import("./import.ts")).importRows({ table, file, ...options }),
      ),
    "tables import products products.csv --client client_123 --dry-run",
  );

  withExamples(
    onServer(tables.command("export").description("write all rows of a table into a file"))
      .argument("<table>", "the table")
      .argument("<file>", "a file that ends with .csv, .json, .jsonl or .xlsx; it is overwritten")
      .action(async (table: string, file: string, options) =>
        (await import("./export.ts")).exportRows({ table, file, ...options }),
      ),
    "tables export products products.xlsx --client client_123",
  );
}
