import { parseArgs } from "node:util";

export interface StartOptions {
  readonly type: "start";
  /** Uses Google's emulators instead of `PLATFORM`. */
  readonly gcpEmulators: boolean;
  readonly port: number | undefined;
  readonly dataDir: string | undefined;
  readonly reset: boolean;
  readonly geminiPort: number | undefined;
  /** Undefined starts no stand-in of an OpenAI-compatible endpoint. */
  readonly compatiblePort: number | undefined;
  readonly sandboxPort: number | undefined;
}

export type Options = StartOptions | { readonly type: "help" } | { readonly type: "wrong"; readonly message: string };

export const usage = `npm start -- [options]

Runs the whole product on this machine: stand-ins, functions and console, by default on the embedded platform.

  --port N           the port (default: PORT, else 8080; 0 uses free ports for everything)
  --data-dir DIR     the data folder (default: DATA_DIR, else .data)
  --platform NAME    embedded, or gcp-emulators: Google's Firestore and Pub/Sub emulators
  --reset            delete the data folder first
  --gemini-port N    port of the Gemini stand-in (8091), unless GEMINI_API_KEY or GEMINI_BASE_URL is set
  --chat-port N      also start a stand-in of an OpenAI-compatible endpoint, unless OPENAI_COMPATIBLE_URL is set
  --sandbox-port N   port of the sandbox for the other providers (8092), unless each has its *_BASE_URL set
  --help             show this text

See .env.example for all environment variables.`;

export function parseOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        "data-dir": { type: "string" },
        platform: { type: "string", default: "embedded" },
        reset: { type: "boolean", default: false },
        "gemini-port": { type: "string" },
        "chat-port": { type: "string" },
        "sandbox-port": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { type: "help" };
    return {
      type: "start",
      gcpEmulators: isGcpEmulators(values.platform),
      port: portOf("--port", values.port),
      dataDir: values["data-dir"],
      reset: values.reset,
      geminiPort: portOf("--gemini-port", values["gemini-port"]),
      compatiblePort: portOf("--chat-port", values["chat-port"]),
      sandboxPort: portOf("--sandbox-port", values["sandbox-port"]),
    };
  } catch (error) {
    return { type: "wrong", message: error instanceof Error ? error.message : String(error) };
  }
}

function isGcpEmulators(platform: string): boolean {
  if (platform !== "embedded" && platform !== "gcp-emulators")
    throw new Error(`--platform must be embedded or gcp-emulators, not "${platform}".`);
  return platform === "gcp-emulators";
}

function portOf(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || given.trim() === "")
    throw new Error(`${option} must be a port from 0 to 65535, not "${given}".`);
  return port;
}
