import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Field, TextField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { newAgentYaml } from "./new-agent-yaml.ts";

/** Stores the first version of one more configuration, and opens it. */
export function NewAgent({ client, taken }: { readonly client: string; readonly taken: readonly string[] }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <DialogButton label={m.agent_new()}>
      {(close) => (
        <Form
          submit={m.agent_new()}
          onCancel={close}
          send={async (values) => {
            const name = textOf(values, "name");
            if (taken.includes(name))
              throw new ApiProblem({ status: 409, code: "name-taken", detail: m.agent_name_taken({ name }) });
            const yaml = newAgentYaml({
              client,
              name,
              agentName: textOf(values, "agent_name"),
              prompt: textOf(values, "prompt"),
            });
            await api("PUT", "/v1/configs/:client/:name", { params: { client, name }, body: { yaml }, client });
            return name;
          }}
          onSent={async (name) => {
            close();
            await queries.invalidateQueries({ queryKey: ["configs", client] });
            await navigate({ to: `/clients/${client}/agents/${name}` });
          }}
        >
          <Field
            name="name"
            label={m.agent_id()}
            hint={m.agent_id_hint()}
            required
            maxLength={60}
            pattern="[a-z0-9][a-z0-9_\-]*"
          />
          <Field name="agent_name" label={m.agent_name()} hint={m.agent_name_hint()} required maxLength={80} />
          <TextField name="prompt" label={m.agent_prompt()} hint={m.agent_prompt_hint()} required rows={5} />
        </Form>
      )}
    </DialogButton>
  );
}
