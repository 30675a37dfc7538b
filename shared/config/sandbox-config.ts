import { parse, stringify } from "yaml";
import { z } from "zod";

const Root = z.looseObject({
  automation_config: z.looseObject({
    client_id: z.string(),
    channels: z.looseObject({}).optional(),
    conversation: z.looseObject({}).optional(),
  }),
});

/** @param yaml a valid configuration */
export function clientOf(yaml: string): string {
  return Root.parse(parse(yaml)).automation_config.client_id;
}

/**
 * The same configuration for a sandbox tenant that tries it. It takes web chats and calls from the browser only, because
 * numbers and accounts belong to the client, answers each message at once, keeps what models are shown, and reads no web sites: what they say is among the
 * client's documents, which the sandbox quotes (`lendDocuments`).
 * @param yaml a valid configuration
 */
export function sandboxConfig(yaml: string, sandbox: string): string {
  const { automation_config: config } = Root.parse(parse(yaml));
  const { knowledge_sources: _, ...kept } = config;
  const channels = {
    ...config.channels,
    input: [
      { type: "web_chat", enabled: true },
      { type: "web_voice", enabled: true },
    ],
  };
  const conversation = { ...config.conversation, burst_window_ms: 0, shown_to_model_days: 1 };
  return stringify({ automation_config: { ...kept, client_id: sandbox, channels, conversation } }, { lineWidth: 0 });
}
