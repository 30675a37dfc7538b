import { styleText } from "node:util";
import type { LoadedTenant } from "./load-tenants.ts";
import type { LocalStandIns } from "./stand-ins.ts";

/** What a newcomer reads first: where everything is, and a first call to copy. */
export function banner(started: {
  readonly url: string;
  readonly dataDir: string;
  readonly tenants: readonly LoadedTenant[];
  readonly standIns: LocalStandIns;
  readonly token: string;
}): string {
  const { url, standIns, tenants, token } = started;
  const [first] = tenants;
  const bold = (text: string) => (process.stdout.isTTY ? styleText("bold", text) : text);
  const row = (name: string, value: string) => `  ${name.padEnd(10)} ${value}`;
  const lines = [
    "",
    row("chat", bold(url)),
    ...(first
      ? [row("widget", `${url}/widget/demo?client=${first.id} (the chat as it stands on a client's own page)`)]
      : []),
    row("inbox", `${url}/inbox (where operators take conversations over)`),
    row("API", `${url}/docs`),
    row("tenants", tenants.map(({ id, agentName, name }) => `${id} (${agentName}, ${name})`).join("; ")),
    row("data", started.dataDir),
    row(
      "model",
      standIns.gemini
        ? `stand-in at ${standIns.gemini.url}: an embedded policy, not a language model. Set GEMINI_API_KEY for the real one.`
        : "Gemini",
    ),
    ...(standIns.sandbox
      ? [row("sandbox", `${standIns.sandbox.url} plays ${standIns.played.join(", ")} and the tenants' own APIs`)]
      : []),
  ];
  if (!first) return [...lines, ""].join("\n");
  const body = JSON.stringify({ client_id: first.id, session_id: "first", message: "What does a thyroid test cost?" });
  return [
    ...lines,
    row("token", token),
    "",
    `  Say hello to ${first.agentName}:  npm run cli -- chat --client ${first.id}`,
    "  or:",
    `  curl -s ${url}/v1/chat -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '${body}'`,
    "",
  ].join("\n");
}
