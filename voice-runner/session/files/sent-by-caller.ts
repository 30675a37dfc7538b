import type { Attachment } from "../../../shared/events/conversation/attachment.ts";

/** What a caller sent by another channel while the call goes on. */
export interface SentByCaller {
  /** What they wrote with it; may be empty. */
  readonly text: string;
  readonly attachments: readonly Attachment[];
}
