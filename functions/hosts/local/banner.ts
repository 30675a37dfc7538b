import { styleText } from "node:util";
import type { LoadedTenant } from "./load-tenants.ts";
import type { LocalStandIns } from "./stand-ins.ts";

/** The start-up message: all URLs, and a first request to copy. */
export function banner(started: {
  readonly url: string;
  readonly dataDir: string;
  readonly tenants: readonly LoadedTenant[];
  readonly standIns: LocalStandIns;
  readonly token: string;
  /** Signs in to the console once. */
  readonly signInUrl: string;
  readonly embeddingModel: string | undefined;
  /** What hears and speaks in calls from the widget. */
  readonly speech: string;
}): string {
  const { url, standIns, tenants, token } = started;
  const [first] = tenants;
  const bold = (text: string) => (process.stdout.isTTY ? styleText("bold", text) : text);
  const row = (name: string, value: string) => `  ${name.padEnd(10)} ${value}`;
  const lines = [
    "",
    row("chat", bold(url)),
    ...(first ? [row("widget", `${url}/widget/demo?client=${first.id} (demo page with the chat widget)`)] : []),
    row("console", `${bold(started.signInUrl)} (signs you in once)`),
    row("inbox", `${url}/console/inbox (for operators, once signed in)`),
    row("API", `${url}/docs`),
    row("tenants", tenants.map(({ id, agentName, name }) => `${id} (${agentName}, ${name})`).join("; ")),
    row("data", started.dataDir),
    row(
      "search",
      started.embeddingModel === undefined
        ? "by words only: `npm run models:install` adds the search by meaning, in Hindi too"
        : `by words and by meaning (${started.embeddingModel})`,
    ),
    row(
      "model",
      standIns.gemini
        ? `stand-in at ${standIns.gemini.url}: fixed rules, not a language model. Set GEMINI_API_KEY to use the real model.`
        : "Gemini",
    ),
    row("calls", `from the widget. ${started.speech}`),
    ...(standIns.compatible
      ? [
          row(
            "models",
            `stand-in of an OpenAI-compatible endpoint at ${standIns.compatible.url}, for openai_compatible/NAME`,
          ),
        ]
      : []),
    ...(standIns.traps ? [row("traps", `${standIns.traps.url}: a web site of traps for research's crawler`)] : []),
    ...(standIns.sandbox
      ? [
          row(
            "sandbox",
            `${standIns.sandbox.url} stands in for ${standIns.played.join(", ")} and the tenants' own APIs`,
          ),
        ]
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
