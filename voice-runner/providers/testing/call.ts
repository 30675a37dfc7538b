import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { readEnvironment } from "../../../shared/environment.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { openSpeech } from "../index.ts";

/** Speech of a call whose tenant wrote these lines under `voice:`. Secrets are by `scope/NAME`, the environment as given. */
export function openCall(options: {
  readonly voice: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly channel?: "voice" | "web_voice";
}) {
  const { voice, secrets = {}, environment = {}, channel = "web_voice" } = options;
  return openSpeech({
    config: minimalConfig(`  voice:\n${voice.map((line) => `    ${line}\n`).join("")}`),
    channel,
    secrets: async (scope, name) => secrets[`${scope}/${name}`],
    environment: readEnvironment({ MODELS_DIR: "/nowhere", ...environment }),
    log: createLogger({ level: "silent" }),
  });
}
