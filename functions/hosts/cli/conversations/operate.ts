import { connect, type ServerOptions } from "../api/connect.ts";
import { print } from "../output.ts";
import { ConversationView } from "./views.ts";

export async function operate(
  options: ServerOptions & { readonly id: string; readonly action: string },
): Promise<void> {
  const api = await connect(options);
  const path = `/v1/conversations/${encodeURIComponent(options.id)}/${options.action}`;
  const { conversation_id: id, status } = await api.post(path, ConversationView);
  print(`${id} is ${status} now.`);
}
