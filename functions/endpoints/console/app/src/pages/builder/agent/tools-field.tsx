import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Field, SelectField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { Status } from "../../../components/status.tsx";
import { valueHints } from "../yaml/schema-hints.ts";
import { useSchema } from "../yaml/use-schema.ts";
import { readYaml, valueAt } from "../yaml/yaml-edit.ts";
import type { FormPart } from "./form-part.ts";
import { recordsOf } from "./records-of.ts";

const path = ["automation_config", "tools", "available"];

/** The agent's tools: what each is called and is for. Their settings stand in the text. */
export function ToolsField({ config, document }: FormPart) {
  const tools = recordsOf(valueAt(document, path), "name");
  return (
    <fieldset>
      <legend>{m.agent_tools()}</legend>
      {tools.length === 0 && <p className="quiet">{m.agent_no_tools()}</p>}
      <ul className="settings">
        {tools.map(({ key, index, record: tool }) => (
          <li key={key}>
            <div>
              <strong>{String(tool.name ?? "–")}</strong> <Status>{String(tool.type ?? "–")}</Status>
              {typeof tool.description === "string" && <p className="quiet">{tool.description}</p>}
            </div>
            <Button
              look="quiet"
              aria-label={m.agent_remove_item({ name: String(tool.name) })}
              onClick={() => config.remove([...path, index])}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
      <div className="actions">
        <AddTool config={config} />
      </div>
    </fieldset>
  );
}

function AddTool({ config }: Pick<FormPart, "config">) {
  const schema = useSchema();
  const types = schema ? valueHints(schema, readYaml(""), [...path, 0, "type"]).map(({ text }) => text) : [];
  return (
    <DialogButton label={m.agent_add_tool()} look="plain">
      {(close) => (
        <Form
          submit={m.agent_add_tool()}
          onCancel={close}
          send={async (values) => {
            const description = textOf(values, "description");
            const item = { name: textOf(values, "name"), type: textOf(values, "type") };
            config.add(path, { ...item, ...(description === "" ? {} : { description }), config: {} });
          }}
          onSent={close}
        >
          <Field
            name="name"
            label={m.name()}
            hint={m.agent_tool_name_hint()}
            required
            pattern="[A-Za-z0-9][A-Za-z0-9_.\-]*"
          />
          <SelectField
            name="type"
            label={m.agent_tool_type()}
            options={types.map((type) => ({ value: type, label: type }))}
          />
          <Field name="description" label={m.agent_tool_for()} hint={m.agent_tool_for_hint()} />
          <p className="quiet">{m.agent_tool_next()}</p>
        </Form>
      )}
    </DialogButton>
  );
}
