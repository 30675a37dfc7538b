import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { CheckField, Field } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { actOnSeveral } from "../acts/act-on-several.ts";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { colourOf, labelIdOf } from "./label-id.ts";
import { useLabels } from "./use-labels.ts";

/** Sets the labels of conversations. What some of them have and others have not stays, unless it is changed. */
export function LabelDialog({ items, onClose }: { readonly items: readonly Item[]; onClose(): void }) {
  return (
    <Dialog title={m.inbox_labels()} open={items.length > 0} onClose={onClose}>
      <LabelForm items={items} onClose={onClose} />
    </Dialog>
  );
}

function LabelForm({ items, onClose }: { readonly items: readonly Item[]; onClose(): void }) {
  const { client, queue, conversation, openId } = useInbox();
  const labels = useLabels();
  const queries = useQueryClient();
  const isOnAll = (id: string) => items.every((item) => item.labels.includes(id));

  async function send(values: FormData): Promise<void> {
    const title = textOf(values, "title");
    const made = labelIdOf(title);
    if (title !== "") {
      await api("PUT", "/v1/labels/:id", { params: { id: made }, body: { title, colour: colourOf(made) }, client });
      await queries.invalidateQueries({ queryKey: ["labels", client] });
    }
    const chosen = values.getAll("label").map(String);
    const add = [...chosen.filter((id) => !isOnAll(id)), ...(title === "" ? [] : [made])];
    const remove = labels.map(({ label_id: id }) => id).filter((id) => isOnAll(id) && !chosen.includes(id));
    const after = (item: Item) => [...new Set([...item.labels.filter((id) => !remove.includes(id)), ...add])];
    if (items.length > 1) return setOnAll(add, remove, after);
    for (const item of items) {
      const next = after(item);
      const id = item.conversation_id;
      const answer = await api("PUT", "/v1/conversations/:id/labels", {
        params: { id },
        body: { labels: next },
        client,
      });
      conversation(id).take(answer);
      queue.take(answer);
    }
  }

  async function setOnAll(add: string[], remove: string[], after: (item: Item) => string[]): Promise<void> {
    if (add.length + remove.length === 0) return;
    const ids = items.map(({ conversation_id: id }) => id);
    const { done, problem } = await actOnSeveral(client, { ids, action: { type: "label", add, remove } });
    const labelled = (item: Item) => (done.has(item.conversation_id) ? { ...item, labels: after(item) } : item);
    queue.set((before) => ({ ...before, items: before.items.map(labelled) }));
    const opened = openId.get();
    const known = opened === undefined ? undefined : conversation(opened).get().item;
    if (opened !== undefined && known !== undefined) conversation(opened).take(labelled(known));
    if (problem) throw problem;
  }

  return (
    <Form submit={m.save()} onCancel={onClose} send={send} onSent={onClose}>
      <div className="label-choices">
        {labels.map(({ label_id: id, title, colour }) => (
          <div key={id} className="label-choice">
            <span className="label-colour" style={{ background: colour }} />
            <CheckField name="label" value={id} label={title} defaultChecked={isOnAll(id)} />
          </div>
        ))}
      </div>
      <Field name="title" label={m.inbox_new_label()} maxLength={50} autoComplete="off" />
    </Form>
  );
}
