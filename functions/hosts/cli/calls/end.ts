import { CallView } from "../../../engines/calls/routes/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson } from "../output.ts";
import { callLines } from "./call-lines.ts";

export async function endCall(
  options: ServerOptions & { readonly call: string; readonly json?: boolean },
): Promise<void> {
  const api = await connect(options, "operator");
  const call = await api.post("/v1/calls/:id/end", { params: { id: options.call }, reply: CallView });
  if (options.json) return printJson(call);
  print(callLines(call).join("\n"));
}
