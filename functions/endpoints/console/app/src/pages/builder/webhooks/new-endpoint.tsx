import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { webhookEventNames } from "../../../../../../../../shared/events/webhook-event-names.ts";
import { api } from "../../../api/api.ts";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { CheckField, Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { ShownSecret } from "./shown-secret.tsx";

/** Tells one more server. Its secret is shown once. */
export function NewEndpoint({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  return (
    <DialogButton label={m.webhook_new()}>
      {() => (
        <Form
          submit={m.webhook_new()}
          send={(values) => {
            const events = webhookEventNames.filter((name) => values.get(name) === "on");
            const body = { url: textOf(values, "url"), events, description: textOf(values, "description") || null };
            return api("POST", "/v1/webhook-endpoints", { body, client });
          }}
          onSent={() => queries.invalidateQueries({ queryKey: ["webhooks", client] })}
          answer={({ secret }) => <ShownSecret secret={secret} note={m.webhook_once()} />}
        >
          <Field name="url" type="url" label={m.webhook_url()} hint={m.webhook_url_hint()} required />
          <Field name="description" label={m.webhook_what()} maxLength={200} />
          <fieldset className="choices">
            <legend>{m.webhook_which()}</legend>
            {webhookEventNames.map((name) => (
              <CheckField key={name} name={name} label={name} defaultChecked={name.startsWith("conversation.")} />
            ))}
          </fieldset>
        </Form>
      )}
    </DialogButton>
  );
}
