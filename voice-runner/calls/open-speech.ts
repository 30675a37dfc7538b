import type { Composition } from "../../functions/app/compose.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import { ownerOfDocuments } from "../../shared/contracts/sandbox-owner.ts";
import type { Call } from "../../shared/voice/call.ts";
import { openSpeech } from "../providers/index.ts";
import type { CallSpeech } from "../session/call-session.ts";

/** @throws TerminalError naming what the call's speech lacks, such as a vendor's key */
export type OpenCallSpeech = (composition: Composition, config: TenantConfig, call: Call) => Promise<CallSpeech>;

/**
 * The speech of a call by the vendors that the tenant's `voice:` names. A sandbox that tries a client's configuration speaks by
 * the client's keys of these vendors: code chooses whose key goes where, and nothing of the configuration.
 */
export const openVendorSpeech: OpenCallSpeech = ({ environment, platform, log }, config, { channel }) =>
  openSpeech({
    config,
    channel,
    environment,
    log,
    secrets: async (scope, name) => platform.keys.secret(await ownerOfDocuments(platform.documents, scope), name),
  });
