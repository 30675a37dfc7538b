import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import type { ChannelType } from "../../../../../../../shared/events/index.ts";
import { api } from "../../api/api.ts";
import { Field, SelectField, TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { stateNames } from "./sla-words.ts";

interface SpanFormProps {
  readonly client: string;
  /** Those that are measured: one of them or all may be concerned. */
  readonly channels: readonly ChannelType[];
  onDone(): void;
}

/** Announces maintenance. */
export function MaintenanceForm({ client, channels, onDone }: SpanFormProps) {
  const refresh = useRefresh(client);
  return (
    <Form
      submit={m.sla_announce()}
      onCancel={onDone}
      send={(values) =>
        api("POST", "/v1/sla/maintenance", {
          body: { title: textOf(values, "title"), ...spanOf(values, channels) },
          client,
        })
      }
      onSent={async () => {
        await refresh();
        onDone();
      }}
    >
      <Field
        name="title"
        label={m.sla_maintenance_title()}
        hint={m.sla_public_hint()}
        required
        minLength={3}
        maxLength={200}
      />
      <SpanFields channels={channels} />
    </Form>
  );
}

const states = ["excluded", "up", "down", "unknown"] as const;

/** Corrects how past minutes count. */
export function CorrectionForm({ client, channels, onDone }: SpanFormProps) {
  const refresh = useRefresh(client);
  return (
    <Form
      submit={m.sla_correct()}
      onCancel={onDone}
      send={(values) => {
        const state = states.find((each) => each === textOf(values, "state")) ?? "excluded";
        const body = { reason: textOf(values, "reason"), state, ...spanOf(values, channels) };
        return api("POST", "/v1/sla/corrections", { body, client });
      }}
      onSent={async () => {
        await refresh();
        onDone();
      }}
    >
      <TextField
        name="reason"
        label={m.sla_reason()}
        hint={m.sla_public_hint()}
        required
        minLength={3}
        maxLength={500}
        rows={3}
      />
      <SpanFields channels={channels} />
      <SelectField
        name="state"
        label={m.sla_counts_as()}
        options={states.map((state) => ({ value: state, label: stateNames[state]() }))}
      />
    </Form>
  );
}

/** Times are those of the browser. */
function SpanFields({ channels }: Pick<SpanFormProps, "channels">) {
  return (
    <>
      <Field name="from" type="datetime-local" label={m.sla_from()} required />
      <Field name="until" type="datetime-local" label={m.sla_until()} required />
      <SelectField
        name="channel"
        pointer="channels"
        label={m.sla_channel()}
        options={[
          { value: "", label: m.sla_all_channels() },
          ...channels.map((channel) => ({ value: channel, label: channel })),
        ]}
      />
    </>
  );
}

function spanOf(values: FormData, measured: readonly ChannelType[]) {
  const time = (name: string) => new Date(textOf(values, name)).toISOString();
  const channels = measured.filter((channel) => channel === textOf(values, "channel"));
  return { from: time("from"), until: time("until"), channels: [...channels] };
}

/** What a correction or maintenance changes: the lists, the month so far, and the reports. */
function useRefresh(client: string): () => Promise<unknown> {
  const queries = useQueryClient();
  const keys = ["sla", "sla-reports", "sla-maintenance", "sla-corrections"];
  return () => Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key, client] })));
}
