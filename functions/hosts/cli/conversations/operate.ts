import { OperatorConversationView } from "../../../engines/conversation/inbox/handoff-views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print } from "../output.ts";

export async function operate(
  options: ServerOptions & { readonly id: string; readonly action: "takeover" | "release" | "resolve" },
): Promise<void> {
  const api = await connect(options);
  const { conversation_id: id, status } = await api.post(`/v1/conversations/:id/${options.action}`, {
    params: { id: options.id },
    reply: OperatorConversationView,
  });
  print(`${id} is ${status} now.`);
}
