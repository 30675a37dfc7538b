import { m } from "#messages";
import { Field, TextField } from "../../../components/field.tsx";
import { defaultAt } from "../yaml/schema-hints.ts";
import { useSchema } from "../yaml/use-schema.ts";
import { valueAt, type YamlPath } from "../yaml/yaml-edit.ts";
import { ChannelsField } from "./channels-field.tsx";
import type { FormPart } from "./form-part.ts";
import { ToolsField } from "./tools-field.tsx";

const models = ["gemini-3.8-flash", "gemini-3.5-flash-lite"];

/** The settings that change most, as fields. They and the editor beside them change the same text. */
export function ConfigForm(part: FormPart) {
  return (
    <div className="form config-form">
      <fieldset>
        <legend>{m.agent_who()}</legend>
        <TextSetting {...part} path={["agent", "agent_name"]} label={m.agent_name()} hint={m.agent_name_hint()} />
        <TextSetting {...part} path={["agent", "personality"]} label={m.agent_personality()} />
        <TextSetting {...part} path={["agent", "language"]} label={m.agent_language()} hint={m.agent_language_hint()} />
        <TextSetting {...part} path={["agent", "model", "primary"]} label={m.agent_model()} list="known-models" />
        <datalist id="known-models">
          {models.map((model) => (
            <option key={model} value={model} />
          ))}
        </datalist>
      </fieldset>
      <fieldset>
        <legend>{m.agent_says()}</legend>
        <TextSetting
          {...part}
          path={["agent", "system_prompt"]}
          label={m.agent_prompt()}
          hint={m.agent_prompt_hint()}
          rows={12}
        />
        <TextSetting
          {...part}
          path={["voice", "greeting", "text"]}
          label={m.agent_greeting()}
          hint={m.agent_greeting_hint()}
          rows={2}
        />
      </fieldset>
      <ToolsField {...part} />
      <ChannelsField {...part} />
    </div>
  );
}

function TextSetting({
  config,
  document,
  checked,
  path: below,
  label,
  hint,
  rows,
  list,
}: FormPart & {
  readonly path: YamlPath;
  readonly label: string;
  readonly hint?: string;
  readonly rows?: number;
  readonly list?: string;
}) {
  const path = ["automation_config", ...below];
  const value = String(valueAt(document, path) ?? "");
  const schema = useSchema();
  const placeholder = schema && defaultAt(schema, document, path);
  const found = checked?.problems.find((problem) => problem.path === path.join("."));
  const problem = found && `${found.message} ${found.remedy}`;
  const change = (next: string) => config.set(path, next);
  const shared = { label, hint, problem, value, placeholder };
  if (rows !== undefined) return <TextField {...shared} rows={rows} onChange={(event) => change(event.target.value)} />;
  return <Field {...shared} list={list} onChange={(event) => change(event.target.value)} />;
}
