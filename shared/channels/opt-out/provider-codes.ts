/**
 * Codes with which a provider says that this customer wants nothing more on the channel. Twilio 21610: "Attempt to send
 * to unsubscribed recipient". `recipient-blocked`: the customer blocked the Telegram bot. Meta 551: the person has blocked
 * the Instagram account, or closed theirs.
 */
const optOutCodes: ReadonlySet<string> = new Set(["21610", "recipient-blocked", "551"]);

/** Meta 131050: "User has stopped marketing messages". Other messages still reach the customer. */
const marketingRefusedCodes: ReadonlySet<string> = new Set(["131050"]);

export function saysOptedOut(errorCode: string | null): errorCode is string {
  return errorCode !== null && optOutCodes.has(errorCode);
}

export function saysMarketingRefused(errorCode: string | null): errorCode is string {
  return errorCode !== null && marketingRefusedCodes.has(errorCode);
}
