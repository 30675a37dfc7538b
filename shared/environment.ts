import { z } from "zod";
import { providerNames } from "./events/channel-names.ts";
import { jsonOf } from "./schema/json-of.ts";

/**
 * The settings that `PLATFORM=gcp` needs; terraform sets them. The emulators' variables are those of Google's own
 * tools.
 */
const GcpEnvironment = z.object({
  GOOGLE_CLOUD_PROJECT: z.string().optional(),
  FIRESTORE_DATABASE: z.string().optional(),
  GCP_LOCATION: z.string().optional(),
  GCP_REGION: z.string().optional(),
  GCP_REGIONS: z.string().default("{}").transform(parseJson).pipe(z.record(z.string(), z.url())),
  GCP_BUCKET: z.string().optional(),
  GCP_QUEUE: z.string().optional(),
  GCP_INDEX_LANES: z.coerce.number().int().min(1).max(50).default(1),
  GCP_MORE_QUEUES: z
    .string()
    .default("")
    .transform((list) => list.split(",").flatMap((id) => id.trim() || [])),
  GCP_TASKS_URL: z.url().optional(),
  GCP_CALLER: z.string().optional(),
  GCP_KMS_KEY: z.string().optional(),
  GCP_AUDIENCE: z.url().optional(),
  GCP_ISOLATED_TENANTS: z
    .string()
    .default("{}")
    .transform(parseJson)
    .pipe(
      z.record(
        z.string(),
        z.object({
          kmsKey: z.string(),
          queue: z.string(),
          requestsPerMinute: z.number().int().positive().optional(),
          requestsPerHour: z.number().int().positive().optional(),
        }),
      ),
    ),
  FIRESTORE_EMULATOR_HOST: z.string().optional(),
  PUBSUB_EMULATOR_HOST: z.string().optional(),
  CLOUD_TASKS_EMULATOR_HOST: z.string().optional(),
  STORAGE_EMULATOR_HOST: z.url().optional(),
  SPEECH_EMULATOR_HOST: z.string().optional(),
  TEXT_TO_SPEECH_EMULATOR_HOST: z.string().optional(),
  GOOGLE_APPLICATION_CREDENTIALS: z.string().optional(),
  GOOGLE_EMULATORS_DIR: z.string().optional(),
});
export type GcpEnvironment = z.infer<typeof GcpEnvironment>;

type BaseUrlVariable = `${Uppercase<(typeof providerNames)[number]>}_BASE_URL`;

/** The base URL of a channel provider's API, if it is not the usual one. */
function carrierUrls() {
  const names = providerNames.map((name) => `${name.toUpperCase()}_BASE_URL` as BaseUrlVariable);
  return Object.fromEntries(names.map((name) => [name, z.url().optional()])) as Record<
    BaseUrlVariable,
    z.ZodOptional<z.ZodURL>
  >;
}

const repositoryName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/, "must be OWNER/NAME, such as agency/agents");

/**
 * Every environment variable the product reads; `.env.example` explains each. Secrets are not among them: they come
 * from the keys port. Nothing else in the product reads `process.env`.
 */
const Environment = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  PLATFORM: z.enum(["embedded", "gcp"]).default("embedded"),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DATA_DIR: z.string().min(1).default(".data"),
  PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  GEMINI_BASE_URL: z.url().optional(),
  OPENAI_COMPATIBLE_URL: z.url({ protocol: /^https?$/ }).optional(),
  VISION_MODEL: z.string().default("gemini-3.5-flash-lite"),
  /** `local` (npm run models:install), or an embedding model's name as in `agent.model`. Without one words alone decide. */
  EMBEDDING_MODEL: z.string().min(1).optional(),
  EMBEDDING_DIMENSIONS: z.coerce.number().int().min(16).max(4096).multipleOf(16).default(768),
  MODELS_DIR: z.string().min(1).default(".models"),
  /** Hears and speaks for every tenant, whatever its `voice:` says. */
  SPEECH_PROVIDER: z.enum(["google", "deepgram", "elevenlabs", "embedded"]).optional(),
  DEEPGRAM_BASE_URL: z.url().optional(),
  ELEVENLABS_BASE_URL: z.url().optional(),
  PINECONE_INDEX_URL: z.url().optional(),
  ...carrierUrls(),
  RAZORPAY_BASE_URL: z.url().optional(),
  ZENDESK_BASE_URL: z.url().optional(),
  GOOGLE_BASE_URL: z.url().optional(),
  HUBSPOT_BASE_URL: z.url().optional(),
  GITHUB_BASE_URL: z.url().optional(),
  GITHUB_APP_ID: z.string().min(1).max(100).optional(),
  GITHUB_INSTALLATION_ID: z.coerce.number().int().positive().optional(),
  GITHUB_ISSUES_REPOSITORY: repositoryName.optional(),
  GITHUB_CONFIG_REPOSITORY: repositoryName.optional(),
  ANALYTICS_BASE_URL: z.url().optional(),
  PLACES_BASE_URL: z.url().optional(),
  GRAPH_BASE_URL: z.url().optional(),
  PAGERDUTY_BASE_URL: z.url().optional(),
  SLACK_BASE_URL: z.url().optional(),
  STRIPE_BASE_URL: z.url().optional(),
  TENANT_API_BASE_URL: z.url().optional(),
  /** Origins that research reads although they are not public https addresses. */
  CRAWL_ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((list) => list.split(",").flatMap((origin) => origin.trim() || []))
    .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin))),
  /** Calls at once in one voice runner; by default three for each core. */
  VOICE_CALLS: z.coerce.number().int().positive().max(100).optional(),
  VOICE_REVISION: z.string().optional(),
  VOICE_REPLACES: z.string().optional(),
  /** `npm run voice` serves the socket on it, and no calls of LiveKit. */
  VOICE_SOCKET_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  VOICE_PORT: z.coerce.number().int().min(0).max(65535).default(8089),
  LIVEKIT_URL: z.url({ protocol: /^(wss?|https?)$/ }).optional(),
  LIVEKIT_SIP_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, "must be a host such as example.sip.livekit.cloud, without sip:")
    .optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_JWKS_URL: z.url().optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  RATE_LIMIT_TENANT_PER_MINUTE: z.coerce.number().int().positive().default(1000),
  RATE_LIMIT_TENANT_PER_HOUR: z.coerce.number().int().positive().default(10_000),
  RATE_LIMIT_KEY_PER_MINUTE: z.coerce.number().int().positive().default(300),
  ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ""),
    ),
  VOICE_SOCKET_URL: z
    .string()
    .regex(/^(wss?:\/\/|\/)/, "must be a ws:// or wss:// address, or a path on the widget's host")
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  ...GcpEnvironment.shape,
});
export type Environment = z.infer<typeof Environment>;

export const environmentVariables: readonly string[] = Object.keys(Environment.shape);

/** How often callers may ask; isolated tenants may have limits of their own. */
export function requestLimits(environment: Environment) {
  return {
    tenantPerMinute: environment.RATE_LIMIT_TENANT_PER_MINUTE,
    tenantPerHour: environment.RATE_LIMIT_TENANT_PER_HOUR,
    keyPerMinute: environment.RATE_LIMIT_KEY_PER_MINUTE,
    ofTenant: ownRequestLimits(environment),
  };
}

/** Who issues operators' tokens. */
export function tokenIssuer({ JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS_URL }: Environment) {
  return { issuer: JWT_ISSUER, audience: JWT_AUDIENCE, jwksUrl: JWT_JWKS_URL };
}

/**
 * The identity provider of the console's people; undefined where none is set.
 * @throws Error when only one of its two variables is set
 */
export function signInProvider({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId }: Environment) {
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer !== undefined && clientId !== undefined) return { issuer, clientId };
  throw new Error("OIDC_ISSUER and OIDC_CLIENT_ID belong together: set both or none (see .env.example).");
}

/** The limits of each isolated tenant that has its own. Per hour it may make ten times its calls per minute, as others. */
function ownRequestLimits({
  GCP_ISOLATED_TENANTS,
}: Environment): Readonly<Record<string, { readonly perMinute: number; readonly perHour: number }>> {
  return Object.fromEntries(
    Object.entries(GCP_ISOLATED_TENANTS).flatMap(([id, { requestsPerMinute: perMinute, requestsPerHour }]) =>
      perMinute === undefined ? [] : [[id, { perMinute, perHour: requestsPerHour ?? perMinute * 10 }]],
    ),
  );
}

/** @throws Error naming each invalid variable and its valid values. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is invalid (see .env.example):\n${problems.join("\n")}`);
}

function parseJson(text: string, { addIssue }: z.RefinementCtx): unknown {
  const value = jsonOf(text);
  if (value !== undefined) return value;
  addIssue("is not JSON");
  return z.NEVER;
}

/**
 * Google's clients would ask the metadata server of a cloud machine for their identity. With emulators there is no such
 * server.
 */
export function skipMetadataServer(): void {
  process.env.METADATA_SERVER_DETECTION = "none";
}

/**
 * Variables of the process itself, which no tenant's configuration may read. Every variable above is reserved as well.
 */
const reservedNames = new Set(
  `JWT_SECRET OIDC_CLIENT_SECRET CALL_METADATA_SECRET LIVEKIT_API_KEY LIVEKIT_API_SECRET GITHUB_APP_PRIVATE_KEY GITHUB_WEBHOOK_SECRET BACKUP_KEY GEMINI_API_KEY OPENAI_COMPATIBLE_API_KEY API_KEY_PEPPER PATH HOME PWD OLDPWD USER LOGNAME SHELL SHLVL TERM TMPDIR HOSTNAME LANG TZ
  CI DEBUG FUNCTION_TARGET FUNCTION_SIGNATURE_TYPE METADATA_SERVER_DETECTION`.split(/\s+/),
);
const reservedPrefixes =
  /^(GOOGLE|GCLOUD|GCP|CLOUDSDK|CLOUD_RUN|FIRESTORE|PUBSUB|K|NODE|NPM|OTEL|LANGSMITH|LANGCHAIN|AWS|AZURE|SSH|LC|XDG)_/;

/**
 * A secret from the environment. The platform's scope reads the bare `NAME`. A tenant's scope reads `CLIENT_123__NAME`,
 * then the bare `NAME` as a default for every tenant, unless the process itself needs that variable. No tenant can read
 * another's value, because a name contains no `__`. A tenant whose id has a hyphen can only use bare names.
 */
export function environmentSecret(
  scope: string,
  name: string,
  source: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name) || name.includes("__")) return undefined;
  if (scope === "_platform") return source[name] || undefined;
  const own = scope.includes("-") ? undefined : source[`${scope.toUpperCase()}__${name}`];
  if (own) return own;
  const reserved = reservedNames.has(name) || reservedPrefixes.test(name) || name in Environment.shape;
  return reserved ? undefined : source[name] || undefined;
}
