import type { InputChannel } from "../../shared/channels/config.ts";
import { findRoute } from "../../shared/config/routes.ts";
import { activeConfigs } from "../../shared/config/versions/version-documents.ts";
import type { ConfigVersions } from "../../shared/config/versions/versions.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { Keys } from "../../shared/platform/keys.ts";
import { platformScope, TenantId } from "../../shared/platform/tenant.ts";
import { TerminalError } from "../../shared/runtime/failures/errors.ts";
import { secretValue } from "../../shared/security/secrets/secret-value.ts";

type VoiceSettings = Extract<InputChannel, { type: "voice" }>["config"];

/** Who carries a number's calls, with the trunk's credentials read from the keys port. */
export interface SipCarrier {
  /** For calls that go out: `host` or `host:port`. Null: nobody is called from this number. */
  readonly address: string | null;
  readonly transport: VoiceSettings["sip"]["transport"];
  /** Both empty where the trunk has no password. */
  readonly username: string;
  readonly password: string;
  /** Empty: from anywhere. */
  readonly allowedAddresses: readonly string[];
}

/** A number that customers of a tenant call, and that calls them. */
export interface PhoneLine {
  readonly tenantId: TenantId;
  /** E.164. */
  readonly number: string;
  readonly trunkName: string;
  readonly carrier: SipCarrier;
}

/** Why a number cannot be provisioned, and what to do. */
export interface LineProblem {
  readonly tenantId: TenantId;
  readonly number: string;
  readonly message: string;
}

export interface PhoneLines {
  readonly lines: readonly PhoneLine[];
  readonly problems: readonly LineProblem[];
}

export interface LineSources {
  readonly documents: Documents;
  readonly keys: Keys;
  readonly configs: Pick<ConfigVersions, "parsed">;
}

/**
 * The numbers of all tenants' active configurations (`channels.input`, type `voice`). A number that another tenant owns is
 * a problem. Within a tenant a number belongs to the configuration that was activated last.
 */
export async function readPhoneLines(sources: LineSources): Promise<PhoneLines> {
  const lines: PhoneLine[] = [];
  const problems: LineProblem[] = [];
  for await (const claim of claimedNumbers(sources)) {
    const { tenantId, number, settings, configName } = claim;
    const owner = await findRoute(sources.documents, "voice", number);
    if (owner?.tenantId !== tenantId) {
      const who = owner === undefined ? "no configuration" : `the tenant ${owner.tenantId}`;
      const message = `Calls to it belong to ${who}. Remove the number from one configuration, and activate the other again.`;
      problems.push({ tenantId, number, message });
    } else if (owner.configName === configName) {
      try {
        const carrier = await carrierOf(sources.keys, tenantId, settings.sip);
        lines.push({ tenantId, number, trunkName: settings.sip_trunk, carrier });
      } catch (error) {
        if (!(error instanceof TerminalError)) throw error;
        problems.push({ tenantId, number, message: error.message });
      }
    }
  }
  return { lines, problems };
}

interface Claim {
  readonly tenantId: TenantId;
  readonly configName: string;
  readonly number: string;
  readonly settings: VoiceSettings;
}

async function* claimedNumbers({ documents, configs }: LineSources): AsyncGenerator<Claim> {
  let cursor: string | undefined;
  do {
    const page = await documents.query(platformScope, activeConfigs, { limit: 200, cursor });
    for (const { id, data } of page.items) {
      const tenantId = TenantId.parse(id);
      for (const [configName, { version }] of Object.entries(data.byName)) {
        const { channels } = await configs.parsed(tenantId, configName, version);
        for (const input of channels.input) {
          if (input.type !== "voice" || !input.enabled) continue;
          for (const number of input.config.phone_numbers)
            yield { tenantId, configName, number, settings: input.config };
        }
      }
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function carrierOf(keys: Keys, tenantId: TenantId, sip: VoiceSettings["sip"]): Promise<SipCarrier> {
  const resolved = (value: string | undefined, name: string) =>
    value === undefined ? "" : secretValue(keys, tenantId, value, `channels.input.config.sip.${name}`);
  return {
    address: sip.address ?? null,
    transport: sip.transport,
    username: await resolved(sip.username, "username"),
    password: await resolved(sip.password, "password"),
    allowedAddresses: sip.allowed_addresses,
  };
}
