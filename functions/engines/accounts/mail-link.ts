import { z } from "zod";
import { signInLinkRequested } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { step } from "../../../shared/runtime/step.ts";
import { activePerson, createSignInLink } from "./sessions.ts";
import type { SignInMail } from "./sign-in-mail-text.ts";

const MailedLinks = z.object({
  /** When the newest links were mailed, oldest first. */
  sentAt: z.array(z.string()).max(10),
});

/** How many links were mailed to a person lately. The id is the person's, a keyed hash of their address. */
export const mailedLinks = ownedDocument<z.infer<typeof MailedLinks>>({
  name: "mailed-sign-in-links",
  state: MailedLinks,
  indexes: [],
  confidential: false,
  // Times only.
  personal: "nothing",
});

const linkMinutes = 15;
const mostPerHour = 5;

interface Dependencies {
  readonly documents: Documents;
  /** The origin of the console. */
  readonly publicUrl: string;
  send(mail: SignInMail): Promise<void>;
}

/**
 * Mails a link to a person who may sign in, and to nobody else. The one who asked has been answered already, so neither
 * the answer nor its time tells whether the address is known.
 */
export function mailLinkStep({ documents, publicUrl, send }: Dependencies) {
  return step({
    name: "accounts-mail-link",
    on: signInLinkRequested,
    document: mailedLinks,
    documentId: ({ data }) => data.personId,
    async gather(known, { data: { personId, next, language } }, { now, effect, log }) {
      const person = (await activePerson(documents, personId))?.data;
      if (person === undefined) return false;
      if (recent(known?.sentAt, now).length >= mostPerHour) {
        log.warn({ personId }, "no further sign-in link is mailed within this hour");
        return false;
      }
      const mail = async () => {
        const secret = await createSignInLink(documents, { personId, minutes: linkMinutes, now });
        const search = next === null ? "" : `?${new URLSearchParams({ next })}`;
        const link = `${publicUrl}/console/sign-in${search}#${secret}`;
        await send({ email: person.email, name: person.name, link, minutes: linkMinutes, language });
        return true;
      };
      // A second mail harms nobody: each link works once.
      return effect("mail", mail, { policy: "repeat" });
    },
    decide(known, _event, sent, now) {
      return sent ? { document: { sentAt: [...recent(known?.sentAt, now), now.toISOString()] } } : undefined;
    },
  });
}

function recent(sentAt: readonly string[] = [], now: Date): readonly string[] {
  const hourAgo = new Date(now.getTime() - 3_600_000).toISOString();
  return sentAt.filter((at) => at > hourAgo);
}
