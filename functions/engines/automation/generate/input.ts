import type { RequirementItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import type { ResearchFact } from "../../../../shared/contracts/lifecycle/research.ts";
import type { ConfigObject } from "./placement.ts";

/** What a configuration is generated from. */
export interface GenerationInput {
  readonly clientId: string;
  /** The configuration's name, `main` for most clients. */
  readonly configName: string;
  /** `automation_config` of the active version, or of the template of the industry. */
  readonly base: ConfigObject;
  /** True when `base` is a template, whose prices, tables and products are only examples. */
  readonly fromTemplate: boolean;
  /** The items of the approved version. */
  readonly items: readonly RequirementItem[];
  /** What research found, without what is disputed. Empty without a run. */
  readonly facts: readonly ResearchFact[];
  /** The addresses of the client that customers write to. */
  readonly channels: readonly ChannelAddress[];
}

export interface ChannelAddress {
  readonly type: "whatsapp" | "sms";
  /** E.164. */
  readonly phoneNumber: string;
}
