import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, wholeNumber, withExamples } from "../options.ts";

/** `prd …`: requirements documents and the interviews that write them. */
export function addPrdVerbs(root: Command): void {
  const prd = root.command("prd").description("write, compare and approve requirements documents");

  withExamples(
    onServer(prd.command("interview").description("answer an interview that writes a document"))
      .option("--session <id>", "go on with this interview (default: a new one)")
      .option("--title <title>", "the document's title")
      .option("--language <language>", "en or hi", "en")
      .action(async (options) => (await import("./interview.ts")).interview(options)),
    "prd interview --client client_123 --language hi",
  );

  withExamples(
    onServer(prd.command("show").description("print a document, section by section"))
      .argument("<id>", "its prd_id")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./documents.ts")).showRequirements({ id, ...options })),
    "prd show --client client_123 4f0c…",
  );

  withExamples(
    onServer(prd.command("versions").description("list the kept versions, newest first"))
      .argument("<id>", "its prd_id")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./documents.ts")).listVersions({ id, ...options })),
    "prd versions --client client_123 4f0c…",
  );

  withExamples(
    onServer(prd.command("diff").description("compare a version with another one, or with the document"))
      .argument("<id>", "its prd_id")
      .requiredOption("--from <version>", "the version to begin at", wholeNumber)
      .option("--to <version>", "the other version (default: the document as it stands)", wholeNumber)
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./documents.ts")).compareVersions({ id, ...options })),
    "prd diff --client client_123 4f0c… --from 1",
  );

  withExamples(
    onServer(prd.command("export").description("write a document to a file, as Markdown or PDF"))
      .argument("<id>", "its prd_id")
      .addOption(new Option("--format <format>", "the file's format").choices(["md", "pdf"]).default("md"))
      .option("--to <file>", "the file to write (default: a name with the revision)")
      .action(async (id: string, options) => (await import("./files.ts")).exportRequirements({ id, ...options })),
    "prd export --client client_123 4f0c… --format pdf",
  );

  withExamples(
    onServer(prd.command("import").description("change a document by an edited Markdown file"))
      .argument("<id>", "its prd_id")
      .argument("<file>", "the file that `prd export` wrote")
      .action(async (id: string, file: string, options) =>
        (await import("./files.ts")).importRequirements({ id, file, ...options }),
      ),
    "prd import --client client_123 4f0c… requirements-12.md",
  );

  withExamples(
    onServer(prd.command("approve").description("approve a document as you read it"))
      .argument("<id>", "its prd_id")
      .requiredOption("--revision <number>", "the revision that `prd show` printed", wholeNumber)
      .action(async (id: string, options) => (await import("./documents.ts")).approveRequirements({ id, ...options })),
    "prd approve --client client_123 4f0c… --revision 12",
  );
}
