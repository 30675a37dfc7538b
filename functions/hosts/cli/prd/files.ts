import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { EditedRequirements } from "../../../engines/prd/document/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note, print } from "../output.ts";

interface OfDocument extends ServerOptions {
  readonly id: string;
}

export async function exportRequirements({
  id,
  format,
  to,
  ...options
}: OfDocument & { readonly format: "md" | "pdf"; readonly to?: string }): Promise<void> {
  const api = await connect(options);
  const reply = z.object({ file_name: z.string(), base64: z.string() });
  const { file_name, base64 } = await api.get("/v1/prds/:id/file", { params: { id }, query: { format }, reply });
  const bytes = Buffer.from(base64, "base64");
  const path = to ?? file_name.replace(/[^a-z0-9.-]/gi, "-");
  await writeFile(path, bytes).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${path} cannot be written (${error.code}). Choose another file with --to.`);
  });
  print(`${path}: ${bytes.length} bytes`);
}

export async function importRequirements({
  id,
  file,
  ...options
}: OfDocument & { readonly file: string }): Promise<void> {
  const markdown = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} cannot be read (${error.code}). Name the file that \`prd export\` wrote.`);
  });
  const api = await connect(options, "admin");
  const call = { params: { id }, body: { markdown }, reply: EditedRequirements };
  const { revision, caused_conflicts: conflicts } = await api.post("/v1/prds/:id/import", call);
  print(`The document is at revision ${revision}.`);
  if (conflicts.length > 0) note(`Conflicts to settle: ${conflicts.join(", ")} (\`prd show\`).`);
}
