import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** Ids of things that exist, so that not every request ends with 404. */
export interface KnownIds {
  readonly client: string;
  readonly config: string;
  readonly conversation: string;
  readonly campaign: string;
}

/** What every answer must fulfil. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "missing_required_header",
  "unsupported_method",
  "allow_header_conformance",
  "ignored_auth",
];

/** These answer with events without an end. */
const endless = ["watchConversation", "watchHandoffs"];

/** Runs schemathesis against a running product. Returns its exit code and what it printed. */
export async function runSchemathesis(
  program: string,
  target: {
    readonly url: string;
    readonly token: string;
    readonly ids: KnownIds;
    /** Ids of operations that are not tried. */
    readonly excluded: readonly string[];
  },
): Promise<{ readonly code: number | null; readonly output: string }> {
  const folder = mkdtempSync(join(tmpdir(), "schemathesis-"));
  const config = join(folder, "schemathesis.toml");
  writeFileSync(config, settings(target.ids));
  const child = spawn(
    program,
    [
      ...["--config-file", config, "run", `${target.url}/v1/openapi.json`],
      ...["--header", `Authorization: Bearer ${target.token}`],
      ...["--checks", checks.join(",")],
      ...[...endless, ...target.excluded].flatMap((operation) => ["--exclude-operation-id", operation]),
      ...["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--seed", "10", "--no-shrink"],
      ...["--continue-on-failure", "--no-color", "--warnings", "off", "--request-timeout", "30", "--workers", "1"],
    ],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  try {
    const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    // A generated URL can have thousands of characters.
    const output = `${out}${errors}`.split("\n").map((line) => line.slice(0, 300));
    return { code, output: output.join("\n") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function settings({ client, config, conversation, campaign }: KnownIds): string {
  const withId = (segment: string, id: string) =>
    `[[operations]]\ninclude-path-regex = "^/v1/${segment}/"\nparameters = { "path.id" = "${id}" }\n`;
  return `[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, 431]

[parameters]
"path.client" = "${client}"
"path.name" = "${config}"

${withId("conversations", conversation)}
${withId("campaigns", campaign)}`;
}
