import { m } from "#messages";

/**
 * What a reason means and what to do, for codes of ours and of providers: Twilio's error dictionary, Meta's error codes of
 * WhatsApp, and the HTTP statuses that SendGrid and Meta answer with.
 */
const byCode: readonly (readonly [codes: readonly string[], text: () => string])[] = [
  [["20003", "401", "403", "190", "provider-key-missing"], m.channel_fault_credentials],
  [
    ["twilio-credentials", "meta-credentials", "sendgrid-credentials", "telegram-credentials"],
    m.channel_fault_credentials,
  ],
  [["secret-missing"], m.channel_fault_secret],
  [["21211", "21217", "21614", "63003", "63024", "30005", "30006", "131026"], m.channel_fault_address],
  [["21608", "131030", "63015"], m.channel_fault_trial],
  [["21408", "21612"], m.channel_fault_country],
  [["21606", "21659", "21660", "63007", "channel-not-connected"], m.channel_fault_sender],
  [["21610", "opted-out"], m.channel_fault_opted_out],
  [["30003", "30008"], m.channel_fault_unreachable],
  [["30004", "30007", "63013", "131049", "63049"], m.channel_fault_filtered],
  [["30034", "30032", "131031", "368"], m.channel_fault_registration],
  [["63016", "131047", "window-closed", "template-unknown", "template-not-approved"], m.channel_fault_window],
  [["sandbox-tenant"], m.channel_fault_sandbox],
  [["429", "20429", "63018", "130429", "131056", "14107"], m.channel_fault_busy],
];

export function failureText(reason: string): string {
  return byCode.find(([codes]) => codes.includes(reason))?.[1]() ?? m.channel_fault_other();
}
