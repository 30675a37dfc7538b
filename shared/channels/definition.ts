import type { Content, Thread } from "../events/index.ts";
import type { ShapedContent } from "./shaped-content.ts";

/** Who says it. On Instagram a person of the business may answer for longer than software. */
export type SaidBy = "agent" | "operator" | "platform";

export interface Shaping {
  /** BCP 47, of the customer. */
  readonly language: string;
  /** False: files are sent as links in the text. */
  readonly media: boolean;
  /** E-mail: what it answers, and the subject where it answers nothing. */
  readonly thread: Thread | null;
  readonly subject: string | null;
}

/** How a channel of a provider shows messages, and when it takes free text. Pure. */
export interface ChannelDefinition {
  /** The parts of a message, in order, each within the channel's limits; none for a message that says nothing. */
  shape(content: Content, shaping: Shaping): readonly ShapedContent[];
  /** How long after the customer's last message free text is taken; null: always. */
  windowMs(by: SaidBy): number | null;
}

export const hourMs = 3_600_000;

/**
 * Whether free text is taken now. A customer who never wrote opened no window. The last millisecond is left to the
 * provider, whose clock decides.
 */
export function windowIsOpen(
  definition: Pick<ChannelDefinition, "windowMs">,
  moment: { readonly by: SaidBy; readonly lastInboundAt: string | null; readonly now: Date },
): boolean {
  const windowMs = definition.windowMs(moment.by);
  if (windowMs === null) return true;
  return moment.lastInboundAt !== null && moment.now.getTime() - Date.parse(moment.lastInboundAt) < windowMs;
}
