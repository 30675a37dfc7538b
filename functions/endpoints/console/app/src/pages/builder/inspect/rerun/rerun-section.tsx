import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../../../api/api.ts";
import { useList } from "../../../../api/use-list.ts";
import { Button } from "../../../../components/button.tsx";
import { SelectField } from "../../../../components/field.tsx";
import { Progress } from "../../../../components/progress.tsx";
import { Problem } from "../../../../components/status.tsx";
import type { InspectedTurn } from "../../chat/use-draft-chat.ts";
import { versionQuery } from "../../configs-query.ts";
import { ChangedText } from "./changed-text.tsx";
import { RerunResult } from "./rerun-result.tsx";
import { type RerunWish, useRerun } from "./use-rerun.ts";
import "./rerun.css";

/** The same turn by another version of the configuration, or by a text that is not stored, beside what was answered. */
export function RerunSection({
  client,
  conversation,
  said,
}: {
  client: string;
  conversation: string;
  said: InspectedTurn;
}) {
  const { turn } = said;
  const versions = useVersions(client, turn.config.name);
  const [chosen, choose] = useState<number>();
  const [text, setText] = useState<string>();
  const version = chosen ?? versions.items[0]?.version;
  const stored = useQuery(versionQuery(client, turn.config.name, version));
  const isChanged = text !== undefined && text !== stored.data?.yaml;
  const rerun = useRerun(client, conversation, turn.turn_id);
  if (version === undefined) return <Problem error={versions.error} />;
  return (
    <section className="rerun" aria-labelledby="rerun-title">
      <h2 id="rerun-title">{m.rerun_title()}</h2>
      <p className="quiet">{m.rerun_what()}</p>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          rerun.mutate(isChanged ? { version, yaml: text } : { version });
        }}
      >
        <SelectField
          label={m.rerun_version()}
          options={versions.items.map(({ version: number, active }) => ({
            value: String(number),
            label: active ? m.rerun_active({ version: number }) : m.version_name({ version: number }),
          }))}
          value={String(version)}
          onChange={(event) => {
            choose(Number(event.target.value));
            setText(undefined);
          }}
        />
        <Button
          aria-expanded={text !== undefined}
          onClick={() => setText(text === undefined ? stored.data?.yaml : undefined)}
        >
          {text === undefined ? m.rerun_change() : m.rerun_as_stored()}
        </Button>
        <Button look="primary" type="submit" busy={rerun.isPending}>
          {m.rerun_run()}
        </Button>
      </form>
      {text !== undefined && <ChangedText client={client} text={text} onChange={setText} />}
      <Problem error={stored.error ?? rerun.error} />
      {rerun.isPending && <Progress label={m.rerun_running()} />}
      {rerun.data && !rerun.isPending && (
        <RerunResult before={said} result={rerun.data} name={nameOf(rerun.variables)} />
      )}
    </section>
  );
}

function useVersions(client: string, name: string) {
  return useList(["configs", client, name, "versions"], (cursor, signal) =>
    api("GET", "/v1/configs/:client/:name/versions", {
      params: { client, name },
      query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
}

function nameOf({ version, yaml }: RerunWish): string {
  return yaml === undefined ? m.version_name({ version }) : m.rerun_changed({ version });
}
