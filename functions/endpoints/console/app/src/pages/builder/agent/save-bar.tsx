import { useMutation, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { Notice, Problem } from "../../../components/status.tsx";

type Deed =
  | { readonly kind: "store"; readonly activate: boolean }
  | { readonly kind: "activate"; readonly version: number };

/** Stores the text as a new version, and activates it where that is asked. What is stored is never changed. */
export function SaveBar({
  client,
  agent,
  text,
  stored,
  active,
  isValid,
  onUndo,
}: {
  readonly client: string;
  readonly agent: string;
  readonly text: string;
  readonly stored: { readonly version: number; readonly yaml: string };
  readonly active: number | null;
  readonly isValid: boolean;
  onUndo(): void;
}) {
  const queries = useQueryClient();
  const params = { client, name: agent };
  const { mutate, variables, isPending, isSuccess, data, error } = useMutation({
    async mutationFn(deed: Deed) {
      if (deed.kind === "store") {
        const body = { yaml: text, activate: deed.activate };
        return api("PUT", "/v1/configs/:client/:name", { params, body, client });
      }
      const body = { version: deed.version };
      const active = await api("POST", "/v1/configs/:client/:name/activate", { params, body, client });
      return { ...active, activated: true };
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["configs", client] }),
  });
  const isBusyWith = (kind: Deed["kind"]) => isPending && variables.kind === kind;
  const isChanged = text !== stored.yaml;
  const waits = !isChanged && stored.version !== active;
  return (
    <div className="save-bar">
      <div>
        <Problem error={error} />
        {isSuccess && !isChanged && (
          <Notice>
            {data.activated
              ? m.config_activated({ version: data.version })
              : m.config_stored({ version: data.version })}
          </Notice>
        )}
        {isChanged && !error && <p>{isValid ? m.config_changed() : m.config_not_yet()}</p>}
        {!isChanged && !isSuccess && (
          <p className="quiet">{waits ? m.config_waits({ version: stored.version }) : m.config_unchanged()}</p>
        )}
      </div>
      <div className="actions">
        {isChanged && (
          <>
            <Button look="quiet" onClick={onUndo}>
              {m.config_undo()}
            </Button>
            <Button
              busy={isBusyWith("store")}
              disabled={!isValid}
              onClick={() => mutate({ kind: "store", activate: true })}
            >
              {m.config_save_activate()}
            </Button>
            <Button
              look="primary"
              busy={isBusyWith("store")}
              disabled={!isValid}
              onClick={() => mutate({ kind: "store", activate: false })}
            >
              {m.config_save()}
            </Button>
          </>
        )}
        {waits && (
          <Button
            look="primary"
            busy={isBusyWith("activate")}
            onClick={() => mutate({ kind: "activate", version: stored.version })}
          >
            {m.config_activate({ version: stored.version })}
          </Button>
        )}
      </div>
    </div>
  );
}
