import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Secrets = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Adds missing secrets to `<dataDir>/secrets.json`: generated keys for tokens, calls and metrics, and the stand-ins' secrets. Existing
 * secrets stay. The environment always takes precedence over the file.
 */
export function ensureLocalSecrets(
  dataDir: string,
  standIns: { readonly platform: Readonly<Record<string, string>>; readonly tenants: Readonly<Record<string, string>> },
): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "secrets.json");
  const existing = existsSync(file) ? readSecrets(file) : {};
  const key = () => randomBytes(32).toString("base64url");
  const generated = { JWT_SECRET: key(), CALL_METADATA_SECRET: key(), METRICS_TOKEN: key() };
  const next = {
    ...existing,
    _platform: { ...generated, ...standIns.platform, ...existing._platform },
    "*": { ...standIns.tenants, ...existing["*"] },
  };
  if (JSON.stringify(next) === JSON.stringify(existing)) return;
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

function readSecrets(file: string): z.infer<typeof Secrets> {
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error(
      `${file} must contain {"tenant": {"NAME": "value"}}. Correct it, or delete it to create a new one.`,
      {
        cause,
      },
    );
  }
}
