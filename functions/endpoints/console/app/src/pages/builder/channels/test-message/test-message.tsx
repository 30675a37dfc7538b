import { m } from "#messages";
import { api } from "../../../../api/api.ts";
import { DialogButton } from "../../../../components/dialog-button.tsx";
import { CheckField, Field } from "../../../../components/field.tsx";
import { Form, textOf } from "../../../../components/form.tsx";
import { TestOutcome } from "./test-outcome.tsx";

const addressOf = {
  whatsapp: { type: "tel", label: m.channel_test_phone, hint: "+919812345678" },
  sms: { type: "tel", label: m.channel_test_phone, hint: "+919812345678" },
  email: { type: "email", label: m.channel_test_mail, hint: "name@example.com" },
} as const;
type TestedChannel = keyof typeof addressOf;

/** Whether a test can be sent: on the others only somebody who has written can be answered. */
export function isTestable(channel: string): channel is TestedChannel {
  return Object.hasOwn(addressOf, channel);
}

/** Sends the client's own test message to an address of the operator, and shows what becomes of it. */
export function TestMessage({
  client,
  config,
  channel,
}: {
  readonly client: string;
  readonly config: string;
  readonly channel: TestedChannel;
}) {
  const { type, label, hint } = addressOf[channel];
  return (
    <DialogButton label={m.channel_test()} look="plain">
      {() => (
        <Form
          submit={m.channel_test_send()}
          send={(values) =>
            api("POST", "/v1/messages/tests", {
              body: { config, channel, address: textOf(values, "address"), own: true },
              client,
            })
          }
          answer={({ message_id }) => <TestOutcome client={client} id={message_id} />}
        >
          <p>{m.channel_test_what()}</p>
          <Field name="address" type={type} label={label()} hint={hint} maxLength={320} required dir="ltr" />
          <CheckField label={m.channel_test_own()} required />
        </Form>
      )}
    </DialogButton>
  );
}
