import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { roles } from "../../../../../../../shared/security/identity.ts";
import { api } from "../../api/api.ts";
import { ApiProblem } from "../../api/api-problem.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, SelectField } from "../../components/field.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { useSearch } from "../../components/search.tsx";
import { Notice, Problem, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { RolesButton } from "./roles-button.tsx";

/** Who may sign in, and what they may do. */
export function PeoplePage() {
  const [isAdding, setAdding] = useState(false);
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
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {m.invite()}
    </Button>
  );
  return (
    <Page title={m.nav_people()} intro={m.people_intro()} actions={add}>
      {field}
      <Table
        label={m.nav_people()}
        list={list}
        keyOf={({ person_id }) => person_id}
        empty={
          <Empty title={m.nothing_found()}>
            <p>{m.search_how()}</p>
          </Empty>
        }
        columns={[
          { heading: m.name(), cell: ({ name }) => name },
          { heading: m.email(), cell: ({ email }) => email },
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
      <Dialog title={m.invite()} open={isAdding} onClose={() => setAdding(false)}>
        <Invitation />
      </Dialog>
    </Page>
  );
}

function Invitation() {
  const queries = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn(form: FormData) {
      const role = roles.find((each) => each === form.get("role")) ?? "viewer";
      const [name, email] = [String(form.get("name")), String(form.get("email"))];
      return api("POST", "/v1/people", { body: { name, email, roles: [role] } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["people"] }),
  });
  if (data !== undefined)
    return (
      <Notice>
        <p>{m.invited({ name: data.name })}</p>
        <code>{data.sign_in_url}</code>
      </Notice>
    );
  const fields = error instanceof ApiProblem ? error.fields : {};
  const options = roles.filter((role) => role !== "service").map((role) => ({ value: role, label: role }));
  return (
    <form className="form" action={(form) => mutate(form)}>
      <Field name="name" label={m.name()} problem={fields.name} required maxLength={100} />
      <Field name="email" type="email" label={m.email()} problem={fields.email} required maxLength={254} />
      <SelectField name="role" label={m.roles()} defaultValue="operator" options={options} />
      <Problem error={error} />
      <div className="actions">
        <Button look="primary" type="submit" busy={isPending}>
          {m.invite()}
        </Button>
      </div>
    </form>
  );
}
