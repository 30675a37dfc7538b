import { z } from "zod";
import { GapView } from "../../../engines/automation/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson, printTable, shortenLine } from "../output.ts";

type Gap = z.infer<typeof GapView>;
const Gaps = z.object({ items: z.array(GapView) });

/** What requirements need and the product does not have, with the issue of each at GitHub. */
export async function listGaps(options: ServerOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const { items } = Gaps.parse(await api.get("/v1/automation/gaps", { reply: z.unknown() }));
  if (options.json) return printJson(items);
  if (items.length === 0) return print("No requirements need what the product does not have.");
  printTable(
    ["kind", "name", "needed by", "issue", "state"],
    items.map((gap) => [gap.kind, gap.name, gap.needed_by.join(", "), gap.issue?.url ?? "none", stateOf(gap)]),
  );
}

function stateOf({ issue, issue_failure }: Gap): string {
  if (issue_failure !== null) return shortenLine(issue_failure, 120);
  if (issue === null) return "";
  return issue.reason === null ? issue.state : `${issue.state} as ${issue.reason.replace("_", " ")}`;
}
