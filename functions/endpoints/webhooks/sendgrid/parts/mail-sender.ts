import { claimedSender } from "../../../../../shared/customers/identity.ts";
import { isUnattended } from "../automatic/automatic-mail.ts";
import { type MailAddress, withoutDetail } from "./mail-headers.ts";
import type { SenderProof } from "./sender-proof.ts";

/** The person behind a mail, and where an answer goes. */
export interface MailSender extends MailAddress {
  /** Set where nothing proves that the person has the address. */
  readonly claim?: string;
}

/**
 * Who wrote a mail. Without a Reply-To it is the sender. With one it is whoever the Reply-To names: a web form writes
 * from its own address for its visitor. A Reply-To is what somebody typed into a form, so it is a claim: its person has
 * a conversation of their own for each form, apart from the record and the conversation of whoever has the address.
 * The answer goes to the address that was named, so a stranger who names it reads nothing.
 */
export function mailSender(
  from: MailAddress,
  { replyTo, proof }: { readonly replyTo: MailAddress | undefined; readonly proof: SenderProof },
): MailSender {
  const isOther =
    replyTo !== undefined &&
    withoutDetail(replyTo.address) !== withoutDetail(from.address) &&
    !isUnattended(replyTo.address);
  if (!isOther) return proof === "proven" ? from : { ...from, claim: claimedSender({ ...from, through: null }) };
  const form = withoutDetail(from.address);
  const through = proof === "proven" ? form : `unproven ${form}`;
  return { ...replyTo, claim: claimedSender({ address: replyTo.address, through }) };
}
