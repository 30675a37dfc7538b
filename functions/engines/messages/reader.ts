import type { DirectMessageWish } from "../../../shared/events/index.ts";

/** Who the message is for: where they read it and in which language. */
export interface Reader {
  readonly channel: DirectMessageWish["recipient"]["channel"];
  readonly name: string | null;
  /** BCP 47 tag of the customer's language. */
  readonly language: string;
}
