import { z } from "zod";

/**
 * Why a customer's message is kept without an answer. `reaction`: a mark on one of our messages. `short-code` and
 * `named-sender`: senders of SMS that take no answer. `verification-code`: a code that a machine sends. `repeated`:
 * the same text again and again, as automatic answers are. The others are mails: what machines send by themselves, what
 * is not proven to come from its sender (`forged`), and what comes from an address of a tenant (`from-ourselves`).
 */
export const Unanswered = z.literal([
  "reaction",
  "short-code",
  "named-sender",
  "verification-code",
  "repeated",
  "bounce",
  "mailing-list",
  "automatic-reply",
  "automatic",
  "acknowledgement",
  "no-reply",
  "forged",
  "from-ourselves",
]);
export type Unanswered = z.infer<typeof Unanswered>;
