import { CallView } from "../../../engines/calls/routes/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson } from "../output.ts";
import { callLines } from "./call-lines.ts";

interface StartOptions extends ServerOptions {
  readonly to: string;
  readonly briefing?: string;
  readonly name?: string;
  readonly config?: string;
  readonly notBefore?: string;
  readonly purpose: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** Calls a customer as the client's own system. The server checks whom and when. */
export async function startCall(options: StartOptions): Promise<void> {
  const { client, to, briefing, name, config, notBefore, purpose, key } = options;
  const api = await connect(options, "service");
  const call = await api.post("/v1/voice/calls", {
    body: { client_id: client, to, briefing, name, config_id: config, not_before: notBefore, purpose },
    idempotencyKey: key,
    reply: CallView,
  });
  if (options.json) return printJson(call);
  print(callLines(call).join("\n"));
}
