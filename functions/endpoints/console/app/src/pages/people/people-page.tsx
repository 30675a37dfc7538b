import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { roles } from "../../../../../../../shared/security/tokens/identity.ts";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { useSearch } from "../../components/search.tsx";
import { Notice, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { RolesButton } from "./roles-button.tsx";

/** Who may sign in, and what they may do. */
export function PeoplePage() {
  const queries = useQueryClient();
  const { text, field } = useSearch();
  const search = text === "" ? {} : { search: text };
  const list = useList(["people", text], (cursor, signal) =>
    api("GET", "/v1/people", { query: { limit: 30, ...search, ...(cursor === undefined ? {} : { cursor }) }, signal }),
  );
  const remove = async (id: string) => {
    await api("PATCH", "/v1/people/:id", { params: { id }, body: { removed: true } });
    await queries.invalidateQueries({ queryKey: ["people"] });
  };
  const add = <DialogButton label={m.invite()}>{() => <Invitation />}</DialogButton>;
  return (
    <Page title={m.nav_people()} intro={m.people_intro()} actions={add}>
      {field}
      <Table
        label={m.nav_people()}
        list={list}
        narrows={false}
        keyOf={({ person_id }) => person_id}
        empty={
          <Empty title={m.nothing_found()}>
            <p>{m.search_how()}</p>
          </Empty>
        }
        columns={[
          { heading: m.name(), cell: ({ name }) => name },
          { heading: m.email(), cell: ({ email }) => <bdi dir="ltr">{email}</bdi> },
          { heading: m.client_id(), cell: ({ client_id }) => client_id },
          { heading: m.roles(), cell: (person) => person.roles.join(", ") },
          {
            heading: m.actions(),
            cell: (person) =>
              person.removed_at === null ? (
                <>
                  <RolesButton person={person} />
                  <ConfirmButton
                    label={m.remove()}
                    question={m.remove_question({ name: person.name })}
                    act={() => remove(person.person_id)}
                  />
                </>
              ) : (
                <Status tone="bad">{m.removed()}</Status>
              ),
          },
        ]}
      />
    </Page>
  );
}

function Invitation() {
  const queries = useQueryClient();
  const options = roles.filter((role) => role !== "service").map((role) => ({ value: role, label: role }));
  return (
    <Form
      submit={m.invite()}
      send={(values) => {
        const role = roles.find((each) => each === values.get("role")) ?? "viewer";
        const body = { name: textOf(values, "name"), email: textOf(values, "email"), roles: [role] };
        return api("POST", "/v1/people", { body });
      }}
      onSent={() => queries.invalidateQueries({ queryKey: ["people"] })}
      answer={({ name, sign_in_url }) => (
        <Notice>
          <p>{m.invited({ name })}</p>
          <code>{sign_in_url}</code>
        </Notice>
      )}
    >
      <Field name="name" label={m.name()} required maxLength={100} />
      <Field name="email" type="email" label={m.email()} required maxLength={254} />
      <SelectField name="role" label={m.roles()} defaultValue="operator" options={options} />
    </Form>
  );
}
