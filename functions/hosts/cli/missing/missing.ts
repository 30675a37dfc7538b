import { MissingCapabilities } from "../../../engines/insights/capability-request-routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

export async function showMissing(
  options: ServerOptions & { readonly from?: string; readonly to?: string; readonly json?: boolean },
): Promise<void> {
  const api = await connect(options);
  const { from, to } = options;
  const reply = await api.get("/v1/missing-capabilities", { query: { from, to }, reply: MissingCapabilities });
  if (options.json) return printJson(reply);
  if (reply.items.length === 0) return print("Nobody asked for anything that the configuration lists as missing.");
  printTable(
    ["kind", "name", "conversations", "asked", "first", "last"],
    reply.items.map(({ kind, name, conversations, asked, first_asked_at, last_asked_at }) => [
      kind,
      name,
      String(conversations),
      String(asked),
      localTime(first_asked_at),
      localTime(last_asked_at),
    ]),
  );
  if (reply.truncated) note("The period has more requests than one summary can read. Use --from and --to.");
}
