import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { roles } from "../../../../../../../../shared/security/tokens/identity.ts";
import { api } from "../../../api/api.ts";
import { useList } from "../../../api/use-list.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Field, SelectField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Notice, Status } from "../../../components/status.tsx";
import { Table } from "../../../components/table.tsx";
import { Time } from "../../../components/time.tsx";
import "../builder.css";
import { CopyButton } from "../channels/copy-button.tsx";

/** The keys by which a client's own systems use the API. */
export function ApiKeysPage() {
  const { client = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["api-keys", client] });
  const list = useList(["api-keys", client], (cursor, signal) =>
    api("GET", "/v1/api-keys", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = (
    <DialogButton label={m.api_key_new()}>
      {() => (
        <Form
          submit={m.api_key_new()}
          send={(values) => {
            const role = roles.find((each) => each === textOf(values, "role")) ?? "service";
            return api("POST", "/v1/api-keys", { body: { name: textOf(values, "name"), roles: [role] }, client });
          }}
          onSent={refresh}
          answer={({ key }) => (
            <>
              <Notice>{m.api_key_once()}</Notice>
              <div className="hook">
                <code>{key}</code>
                <CopyButton text={key} />
              </div>
            </>
          )}
        >
          <Field name="name" label={m.name()} hint={m.api_key_name_hint()} required maxLength={100} />
          <SelectField
            name="role"
            label={m.api_key_role()}
            defaultValue="service"
            options={roles.map((role) => ({ value: role, label: role }))}
          />
        </Form>
      )}
    </DialogButton>
  );
  return (
    <Page title={m.nav_api_keys()} intro={m.api_keys_intro()} actions={add}>
      <Table
        label={m.nav_api_keys()}
        list={list}
        keyOf={({ id }) => id}
        empty={
          <Empty title={m.api_keys_none()}>
            <p>{m.api_keys_none_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.name(), cell: ({ name }) => name },
          { heading: m.roles(), cell: (key) => key.roles.join(", ") },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
          { heading: m.version_by(), cell: ({ created_by }) => created_by },
          {
            heading: m.actions(),
            cell: ({ id, name, revoked_at }) =>
              revoked_at === null ? (
                <ConfirmButton
                  label={m.api_key_revoke()}
                  question={m.api_key_revoke_what({ name })}
                  act={async () => {
                    await api("DELETE", "/v1/api-keys/:id", { params: { id }, client });
                    await refresh();
                  }}
                />
              ) : (
                <Status tone="bad">{m.api_key_revoked()}</Status>
              ),
          },
        ]}
      />
    </Page>
  );
}
