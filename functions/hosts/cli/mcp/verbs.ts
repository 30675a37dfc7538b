import { type Command, InvalidArgumentError } from "commander";
import { jsonOption, withExamples } from "../options.ts";

/** `mcp`: outside MCP servers, for tools of `type: mcp`. */
export function addMcpVerbs(root: Command): void {
  const mcp = root.command("mcp").description("look at outside MCP servers before a configuration allows their tools");
  withExamples(
    mcp
      .command("tools")
      .description("list what a server offers, with the digests that a configuration can pin")
      .argument("<url>", "the server's address", serverUrl)
      .option("--bearer <variable>", "the environment variable that holds a bearer token")
      .addOption(jsonOption())
      .action(async (url, options) => (await import("./list-tools.ts")).listServedTools(url, options)),
    "mcp tools https://mcp.example.com/mcp",
    "mcp tools https://mcp.example.com/mcp --bearer CRM_TOKEN --json",
  );
}

function serverUrl(given: string): URL {
  const url = URL.parse(given);
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:")) return url;
  throw new InvalidArgumentError("It must be a URL such as https://mcp.example.com/mcp.");
}
