import { useQuery, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Button } from "../../../components/button.tsx";
import { DialogButton } from "../../../components/dialog-button.tsx";
import { Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { useInbox } from "../inbox-context.ts";
import { labelIdOf } from "../labels/label-id.ts";
import type { Filter } from "./filter.ts";
import type { Part } from "./queue-filter.ts";
import { shownBy, type ViewFilter, viewFilterOf } from "./saved-view.ts";

/** The lists that this person saved, and a button that saves the one shown. */
export function SavedViews({
  part,
  filter,
  onShow,
}: {
  readonly part: Part;
  readonly filter: Filter;
  onShow(shown: { readonly part: Part; readonly filter: Filter }): void;
}) {
  const { client } = useInbox();
  const queries = useQueryClient();
  const key = ["inbox-views", client];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api("GET", "/v1/inbox-views", { client, signal }),
  });
  const again = () => queries.invalidateQueries({ queryKey: key });
  return (
    <fieldset className="saved-views" aria-label={m.inbox_views()}>
      {(data?.items ?? []).map(({ view_id: id, name, filter: kept }) => (
        <span key={id} className="label-chip">
          <button type="button" dir="auto" onClick={() => onShow(shownBy(kept as ViewFilter))}>
            {name}
          </button>
          <button
            type="button"
            aria-label={m.inbox_delete_view({ name })}
            onClick={() => api("DELETE", "/v1/inbox-views/:id", { params: { id }, client }).finally(again)}
          >
            ✕
          </button>
        </span>
      ))}
      <DialogButton label={m.inbox_save_view()} look="quiet">
        {(close) => (
          <Form
            submit={m.save()}
            onCancel={close}
            onSent={() => {
              close();
              return again();
            }}
            send={(values) => {
              const name = textOf(values, "name");
              const body = { name, filter: viewFilterOf(part, filter) };
              return api("PUT", "/v1/inbox-views/:id", { params: { id: labelIdOf(name) }, body, client });
            }}
          >
            <Field name="name" label={m.inbox_view_name()} required maxLength={100} autoComplete="off" />
          </Form>
        )}
      </DialogButton>
      {Object.keys(filter).length > 0 && (
        <Button look="quiet" onClick={() => onShow({ part, filter: {} })}>
          {m.inbox_no_filter()}
        </Button>
      )}
    </fieldset>
  );
}
