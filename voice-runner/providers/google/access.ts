import { z } from "zod";
import { geminiKeyName } from "../../../functions/app/settings/vendor-keys.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { jsonOf } from "../../../shared/schema/json-of.ts";
import type { SpeechContext } from "../vendor.ts";

/** The secret that may hold a service account's key file (JSON), the tenant's own or the platform's. */
export const googleCredentialsName = "GOOGLE_SPEECH_CREDENTIALS";

const ServiceAccount = z.object({ client_email: z.string(), private_key: z.string(), project_id: z.string() });

/** How Google's speech can be reached: as Google Cloud's services, or through the Gemini API. */
export type GoogleAccess =
  | { readonly type: "cloud"; readonly credentials: z.infer<typeof ServiceAccount> | undefined }
  | { readonly type: "gemini"; readonly apiKey: string };

/**
 * Google Cloud's speech services where there are credentials for them: in a secret, on Google Cloud itself, or in the file
 * of GOOGLE_APPLICATION_CREDENTIALS. Else the Gemini API by its key.
 * @throws TerminalError `secret-missing`, `secret-invalid`
 */
export async function googleAccess(
  context: Pick<SpeechContext, "optionalKey" | "key" | "environment">,
): Promise<GoogleAccess> {
  const { environment } = context;
  const own = await context.optionalKey(googleCredentialsName);
  if (own !== undefined) return { type: "cloud", credentials: serviceAccountOf(own) };
  const { PLATFORM, GOOGLE_APPLICATION_CREDENTIALS, SPEECH_EMULATOR_HOST, TEXT_TO_SPEECH_EMULATOR_HOST } = environment;
  const hasCloud =
    PLATFORM === "gcp" || GOOGLE_APPLICATION_CREDENTIALS || SPEECH_EMULATOR_HOST || TEXT_TO_SPEECH_EMULATOR_HOST;
  if (hasCloud) return { type: "cloud", credentials: undefined };
  return { type: "gemini", apiKey: await context.key(geminiKeyName) };
}

function serviceAccountOf(text: string): z.infer<typeof ServiceAccount> {
  const parsed = ServiceAccount.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new TerminalError(
    "secret-invalid",
    `The secret ${googleCredentialsName} must be a service account's key file: JSON with client_email, private_key and project_id.`,
  );
}

/** What Google's clients are made with. `emulator`: the `host:port` of a stand-in. */
export async function clientOptions(
  { credentials }: Extract<GoogleAccess, { type: "cloud" }>,
  emulator: string | undefined,
) {
  if (emulator === undefined) return credentials ? { credentials, projectId: credentials.project_id } : {};
  const [{ credentials: grpc }, { hostname, port }] = [await import("@grpc/grpc-js"), new URL(`http://${emulator}`)];
  return { apiEndpoint: hostname, port: Number(port), sslCreds: grpc.createInsecure(), projectId: "emulated" };
}
