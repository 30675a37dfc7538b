import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { m } from "#messages";
import type { EditOperation } from "../../../../../../engines/prd/document/operation.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { useRequirements } from "../requirements/use-requirements.ts";
import { ChosenItem } from "./chosen-item.tsx";
import { LinkForm, NewFlowForm, NewStepForm } from "./flow-forms.tsx";
import "./flows.css";

/** The graph is most of the page's code: the document's own words need not wait for it. */
const FlowCanvas = lazy(async () => ({ default: (await import("./flow-canvas.tsx")).FlowCanvas }));

/** The conversation flows of a document as graphs, edited by several people at once like the rest of it. */
export function FlowsPage() {
  const { client = "", prd = "" } = useParams({ strict: false }) as { client?: string; prd?: string };
  const of = { client, prd };
  const { data, error, edit, undo } = useRequirements(of);
  const [chosenFlow, setFlow] = useState<string>();
  const [selected, setSelected] = useState<string>();
  const [form, setForm] = useState<"flow" | "step" | "link">();
  if (data === undefined)
    return (
      <Page title={m.requirements_flows()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>
    );
  const { items } = data;
  const flows = items.filter(({ section }) => section === "flows");
  const flow = flows.find(({ id }) => id === chosenFlow)?.id ?? flows[0]?.id;
  const own = items.filter(({ fields }) => fields.flow === flow);
  const steps = own.flatMap(({ id, section, fields }) =>
    section === "flow_nodes" ? [{ id, text: String(fields.text) }] : [],
  );
  const chosen = own.find(({ id }) => id === selected);
  const send = async (operations: readonly EditOperation[]) => {
    await edit.mutateAsync(operations);
    setForm(undefined);
  };
  const link = (from: string, to: string, when: string): EditOperation => {
    return {
      op: "add",
      section: "flow_edges",
      fields: { flow: flow ?? "", from, to, when: when === "" ? null : when },
    };
  };
  const actions = (
    <>
      <Link className="button" to="/clients/$client/requirements/$prd" params={{ client, prd } as never}>
        {m.requirements_open_document()}
      </Link>
      <Button onClick={() => setForm("flow")}>{m.flows_new()}</Button>
      {flow !== undefined && (
        <>
          <Button onClick={() => setForm("step")}>{m.flows_add_step()}</Button>
          <Button onClick={() => setForm("link")}>{m.flows_link()}</Button>
        </>
      )}
      <Button busy={undo.isPending} onClick={() => undo.mutate()}>
        {m.requirements_undo()}
      </Button>
    </>
  );
  return (
    <Page title={`${m.requirements_flows()}: ${data.title}`} intro={m.flows_intro()} actions={actions}>
      <Problem error={form === undefined ? (edit.error ?? undo.error) : undefined} />
      {flow === undefined ? (
        <Empty title={m.flows_none()}>
          <p>{m.flows_none_what()}</p>
        </Empty>
      ) : (
        <>
          <div className="field search">
            <label htmlFor="flow">{m.flows_flow()}</label>
            <select
              id="flow"
              className="input"
              value={flow}
              onChange={({ currentTarget }) => setFlow(currentTarget.value)}
            >
              {flows.map(({ id, fields }) => (
                <option key={id} value={id}>{`${id} ${fields.name}`}</option>
              ))}
            </select>
          </div>
          <div className="flow">
            <Suspense fallback={<div className="flow-canvas" />}>
              <FlowCanvas
                items={items}
                flow={flow}
                selected={selected}
                onSelect={setSelected}
                onConnect={(from, to) => edit.mutate([link(from, to, "")])}
                onRemove={(ids) => {
                  const gone = own.filter(({ id }) => ids.includes(id));
                  if (gone.length > 0) edit.mutate(gone.map(({ id, revision }) => ({ op: "remove", id, revision })));
                }}
              />
            </Suspense>
            {chosen && <ChosenItem key={chosen.id} of={of} item={chosen} onGone={() => setSelected(undefined)} />}
          </div>
        </>
      )}
      <Dialog title={m.flows_new()} open={form === "flow"} onClose={() => setForm(undefined)}>
        <NewFlowForm
          onSend={(name) =>
            send([
              { op: "add", section: "flows", fields: { name }, ref: "$flow" },
              {
                op: "add",
                section: "flow_nodes",
                fields: { flow: "$flow", kind: "start", text: m.flows_first() },
              },
            ])
          }
        />
      </Dialog>
      <Dialog title={m.flows_add_step()} open={form === "step"} onClose={() => setForm(undefined)}>
        <NewStepForm
          steps={steps}
          after={chosen?.section === "flow_nodes" ? chosen.id : steps.at(-1)?.id}
          onSend={({ kind, text, after, when }) =>
            send([
              { op: "add", section: "flow_nodes", fields: { flow: flow ?? "", kind, text }, ref: "$step" },
              ...(after === "" ? [] : [link(after, "$step", when)]),
            ])
          }
        />
      </Dialog>
      <Dialog title={m.flows_link()} open={form === "link"} onClose={() => setForm(undefined)}>
        <LinkForm
          steps={steps}
          from={chosen?.section === "flow_nodes" ? chosen.id : undefined}
          onSend={({ from, to, when }) => send([link(from, to, when)])}
        />
      </Dialog>
    </Page>
  );
}
