import { stringify } from "yaml";

/** The smallest configuration that answers: a name, a prompt and the chat on the client's site. */
export function newAgentYaml(of: {
  readonly client: string;
  readonly name: string;
  readonly agentName: string;
  readonly prompt: string;
}): string {
  return stringify(
    {
      automation_config: {
        config_id: `${of.client}_${of.name}`,
        client_id: of.client,
        use_case: "customer_support",
        agent: { agent_name: of.agentName, system_prompt: of.prompt },
        channels: { input: [{ type: "web_chat", enabled: true }] },
      },
    },
    { lineWidth: 0 },
  );
}
