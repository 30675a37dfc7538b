import { CallDetails } from "../../../engines/calls/routes/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson, withoutControls } from "../output.ts";
import { callLines, durationText } from "./call-lines.ts";

export async function showCall(
  options: ServerOptions & { readonly call: string; readonly json?: boolean },
): Promise<void> {
  const api = await connect(options, "operator");
  const call = await api.get("/v1/calls/:id", { params: { id: options.call }, reply: CallDetails });
  if (options.json) return printJson(call);
  const said = call.transcript.map(({ after_ms: afterMs, role, text, interrupted }) => {
    const cut = interrupted ? " […]" : "";
    return `${(durationText(afterMs) || "0:00").padStart(6)}  ${role.padEnd(8)}  ${withoutControls(text)}${cut}`;
  });
  print([...callLines(call), ...(said.length === 0 ? [] : ["", ...said])].join("\n"));
}
