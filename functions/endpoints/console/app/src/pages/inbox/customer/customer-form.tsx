import type { z } from "zod";
import { m } from "#messages";
import type { CustomerView } from "../../../../../../../engines/customers/views.ts";
import { api } from "../../../api/api.ts";
import { CheckField, Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { spaced } from "../words.ts";
import { customerChanges } from "./customer-changes.ts";

type Customer = z.infer<typeof CustomerView>;

/** Corrects what is stored about a customer. Only what was changed is sent; an empty field is taken away. */
export function CustomerForm({
  client,
  customer,
  onSent,
  onCancel,
}: {
  readonly client: string;
  readonly customer: Customer;
  onSent(changed: Customer): void;
  onCancel(): void;
}) {
  const channels = [
    ...new Set([...customer.contacts.map(({ channel }) => channel), ...Object.keys(customer.opt_outs)]),
  ];
  return (
    <Form
      submit={m.save()}
      onCancel={onCancel}
      onSent={onSent}
      send={async (values) => {
        const body = customerChanges(customer, {
          name: textOf(values, "name"),
          fields: Object.fromEntries(
            Object.keys(customer.fields).map((field) => [field, textOf(values, `field ${field}`)]),
          ),
          added: { field: textOf(values, "new-field"), value: textOf(values, "new-value") },
          optOuts: Object.fromEntries(channels.map((channel) => [channel, values.get(`out ${channel}`) !== null])),
        });
        if (body === undefined) return customer;
        return api("PATCH", "/v1/customers/:id", { client, params: { id: customer.customer_id }, body });
      }}
    >
      <Field name="name" label={m.name()} defaultValue={customer.name ?? ""} />
      {Object.entries(customer.fields)
        .filter(([field]) => field !== "name")
        .map(([field, { value }]) => (
          <Field
            key={field}
            name={`field ${field}`}
            pointer={`fields/${field}`}
            label={spaced(field)}
            defaultValue={value}
          />
        ))}
      <Field name="new-field" label={m.inbox_new_field()} hint={m.inbox_new_field_hint()} />
      <Field name="new-value" label={m.inbox_new_value()} />
      {channels.map((channel) => (
        <CheckField
          key={channel}
          name={`out ${channel}`}
          label={m.inbox_wants_nothing({ channel: spaced(channel) })}
          defaultChecked={customer.opt_outs[channel] !== undefined}
        />
      ))}
    </Form>
  );
}
