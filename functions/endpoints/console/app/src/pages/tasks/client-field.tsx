import { m } from "#messages";
import { SelectField } from "../../components/field.tsx";
import { useNewestClients } from "../../shell/use-newest-clients.ts";

/** Whose: one of the newest hundred clients, or all. */
export function ClientField({ value, onChange }: { readonly value: string; onChange(client: string): void }) {
  const clients = useNewestClients();
  return (
    <SelectField
      label={m.tasks_client()}
      name="client"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      options={[
        { value: "", label: m.all_clients() },
        ...clients.map(({ client_id, name }) => ({ value: client_id, label: name })),
      ]}
    />
  );
}
