import type { TenantConfig } from "../../../shared/config/index.ts";
import type { WebChat } from "../../../shared/config/web-chat.ts";
import { offersWebCalls } from "../../../shared/config/web-voice.ts";

/** How a visitor can call: through LiveKit (`POST /widget/v1/calls`), or the socket of docs/socket.md. */
export interface CallOffer {
  /** The server's address; null: this deployment has no LiveKit. */
  readonly livekit_url: string | null;
  /** Null: this deployment has no socket. */
  readonly socket_url: string | null;
}

/** The chat's public settings for a tenant's web page. */
export interface ChatOffer {
  readonly client_name: string;
  readonly agent_name: string;
  /** Null: no proactive invitation. */
  readonly proactive: {
    readonly after_seconds: number;
    readonly message: string | null;
    readonly pages: readonly string[];
  } | null;
  /** Null: no calls. */
  readonly calls: CallOffer | null;
}

/** `calls`: what this deployment can carry. */
export function offerOf(config: TenantConfig, { proactive_chat, proactive }: WebChat, calls: CallOffer): ChatOffer {
  const { after_seconds, message = null, pages } = proactive;
  const canCall = offersWebCalls(config) && (calls.livekit_url !== null || calls.socket_url !== null);
  return {
    client_name: config.client_name,
    agent_name: config.agent.agent_name,
    proactive: proactive_chat ? { after_seconds, message, pages } : null,
    calls: canCall ? calls : null,
  };
}
