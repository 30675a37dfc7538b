import { parseArgs } from "node:util";

export type Options =
  | { readonly type: "start"; readonly dataDir: string | undefined; readonly url: string | undefined }
  | { readonly type: "help" }
  | { readonly type: "wrong"; readonly message: string };

export const usage = `npm run observability -- [options]

Starts Prometheus, Grafana and Jaeger, each where it is installed, for the product on this machine, and prints their addresses.
Ctrl-C ends them. Their data is kept in <data folder>/observability.

  --data-dir DIR   the product's data folder (default: DATA_DIR, else .data)
  --url URL        the product's address (default: the one running on this machine)
  --help           show this text`;

export function parseOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        "data-dir": { type: "string" },
        url: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { type: "help" };
    const { url } = values;
    if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
      throw new Error(`--url must be an http or https address such as http://127.0.0.1:8080, not "${url}".`);
    return { type: "start", dataDir: values["data-dir"], url };
  } catch (error) {
    return { type: "wrong", message: error instanceof Error ? error.message : String(error) };
  }
}
