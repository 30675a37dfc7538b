/** The parts of a Message-ID that the product gives its mails. */
interface MailId {
  readonly messageId: string;
  readonly part: number;
  readonly conversationId: string;
  readonly domain: string;
}

/** The same for each try of one mail, so that mail programs that compare ids show a mail sent twice once. */
export function mailId({ messageId, part, conversationId, domain }: MailId): string {
  return `<${messageId}.${part}.${conversationId}@${domain}>`;
}

/** The conversation that a Message-ID (without brackets) names, if the product wrote it. It proves nothing. */
export function conversationOfMail(id: string): string | undefined {
  return /^[\w-]{1,100}\.\d{1,4}\.([\w-]{1,100})@/.exec(id)?.[1];
}
