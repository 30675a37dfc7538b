import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { CheckField, SelectField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { channelName } from "../channel-name.ts";
import { valueHints } from "../yaml/schema-hints.ts";
import { useSchema } from "../yaml/use-schema.ts";
import { readYaml, valueAt } from "../yaml/yaml-edit.ts";
import type { FormPart } from "./form-part.ts";
import { recordsOf } from "./records-of.ts";

const path = ["automation_config", "channels", "input"];

/** Where customers reach the agent. */
export function ChannelsField({ config, document }: FormPart) {
  const channels = recordsOf(valueAt(document, path), "type");
  return (
    <fieldset>
      <legend>{m.agent_channels()}</legend>
      {channels.length === 0 && <p className="quiet">{m.agent_no_channels_what()}</p>}
      <ul className="settings">
        {channels.map(({ key, index, record: { type, enabled, config: settings } }) => (
          <li key={key}>
            <div>
              <CheckField
                label={channelName(String(type))}
                checked={enabled !== false}
                onChange={(event) => config.set([...path, index, "enabled"], event.target.checked)}
              />
              <p className="quiet">
                <bdi dir="ltr">{addressOf(settings)}</bdi>
              </p>
            </div>
            <Button
              look="quiet"
              aria-label={m.agent_remove_item({ name: channelName(String(type)) })}
              onClick={() => config.remove([...path, index])}
            >
              ✕
            </Button>
          </li>
        ))}
      </ul>
      <div className="actions">
        <AddChannel config={config} />
      </div>
    </fieldset>
  );
}

const addressKeys = ["phone_number", "phone_numbers", "address", "account_id", "bot"];

/** The number or address of a channel's settings. */
function addressOf(settings: unknown): string {
  const [of] = recordsOf([settings], "type");
  const key = addressKeys.find((each) => of?.record[each] !== undefined);
  return key === undefined ? "" : [of?.record[key]].flat().join(", ");
}

function AddChannel({ config }: Pick<FormPart, "config">) {
  const schema = useSchema();
  const types = schema ? valueHints(schema, readYaml(""), [...path, 0, "type"]).map(({ text }) => text) : [];
  return (
    <DialogButton label={m.agent_add_channel()} look="plain">
      {(close) => (
        <Form
          submit={m.agent_add_channel()}
          onCancel={close}
          send={async (values) => config.add(path, { type: textOf(values, "type"), enabled: true })}
          onSent={close}
        >
          <SelectField
            name="type"
            label={m.agent_channel()}
            options={types.map((type) => ({ value: type, label: channelName(type) }))}
          />
          <p className="quiet">{m.agent_channel_next()}</p>
        </Form>
      )}
    </DialogButton>
  );
}
