import { build } from "esbuild";

/** The packages that a module and everything it imports at once bring along. */
async function packagesOf(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outdir: "unused",
    bundle: true,
    splitting: true,
    write: false,
    format: "esm",
    platform: "node",
    metafile: true,
    logLevel: "error",
  });
  const outputs = Object.entries(metafile.outputs);
  const first = outputs.find(([, { entryPoint }]) => entryPoint === entry)?.[0] ?? "";
  const files = new Set([first]);
  for (const file of files)
    for (const { path, kind } of metafile.outputs[file]?.imports ?? [])
      if (kind === "import-statement") files.add(path);
  const inputs = [...files].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
  return [...new Set(inputs.flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []))];
}

it.each(["shared/tools/index.ts", "functions/endpoints/api/index.ts"])(
  "%s loads the SDK only when it is used",
  async (entry) => {
    const packages = await packagesOf(entry);
    expect(packages.filter((name) => name.startsWith("@modelcontextprotocol/"))).toEqual([]);
    expect(packages).toContain("zod");
  },
);
