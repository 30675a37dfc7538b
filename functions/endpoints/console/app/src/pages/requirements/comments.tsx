import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Time } from "../../components/time.tsx";
import type { OfDocument } from "./use-requirements.ts";

const refreshMs = 5_000;
const perPage = 200;

type Comment = Awaited<ReturnType<typeof readPage>>["items"][number];

function readPage({ client, prd }: OfDocument, cursor: string | undefined, signal: AbortSignal) {
  const query = { limit: perPage, ...(cursor === undefined ? {} : { cursor }) };
  return api("GET", "/v1/prds/:id/comments", { params: { id: prd }, query, client, signal });
}

/** All comments of the document, newest first: each thread needs its own wherever they stand in the list. */
async function everyComment(of: OfDocument, signal: AbortSignal): Promise<readonly Comment[]> {
  const all: Comment[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(of, cursor, signal);
    all.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** The thread about one item, or with null about the whole document, oldest first. A settled comment stays readable. */
export function Comments({ of: { client, prd }, item }: { readonly of: OfDocument; readonly item: string | null }) {
  const queries = useQueryClient();
  const queryKey = ["requirements", client, prd, "comments"];
  const refresh = () => queries.invalidateQueries({ queryKey });
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => everyComment({ client, prd }, signal),
    // One reading serves all threads of the page.
    refetchInterval: item === null ? refreshMs : false,
  });
  const resolve = useMutation({
    mutationFn: (comment: string) =>
      api("POST", "/v1/prds/:id/comments/:comment/resolve", { params: { id: prd, comment }, client }),
    onSuccess: refresh,
  });
  const own = (data ?? []).filter((comment) => comment.item === item).toReversed();
  const open = own.filter(({ resolved_by }) => resolved_by === null).length;
  const about = item ?? m.requirements_document();
  return (
    <details className="comments">
      <summary>
        {open === 0 ? m.requirements_comment_on({ item: about }) : m.requirements_comments({ item: about, open })}
      </summary>
      <ol aria-label={m.requirements_comments_of({ item: about })}>
        {own.map(({ comment_id: id, text, by, at, resolved_by: resolvedBy }) => (
          <li key={id}>
            <p>{text}</p>
            <p className="quiet">
              {by} <Time at={at} />{" "}
              {resolvedBy === null ? (
                <Button look="quiet" onClick={() => resolve.mutate(id)}>
                  {m.requirements_settle()}
                </Button>
              ) : (
                <Status tone="good">{m.requirements_settled_by({ by: resolvedBy })}</Status>
              )}
            </p>
          </li>
        ))}
      </ol>
      <Problem error={resolve.error} />
      <Form
        submit={m.requirements_comment_add()}
        look="plain"
        clears
        guarded
        send={(values) => {
          const body = { text: textOf(values, "text"), ...(item === null ? {} : { item }) };
          return api("POST", "/v1/prds/:id/comments", { params: { id: prd }, body, client });
        }}
        onSent={refresh}
      >
        <TextField name="text" label={m.requirements_comment()} rows={2} maxLength={2_000} required />
      </Form>
    </details>
  );
}
